/// Who we are to Amazon's services and those that speak like them: signatures and credentials.
///
/// [SigV4] signs requests by AWS Signature Version 4, for `s3` (paths as they are sent) and for the
/// other services (paths encoded once more). [AwsCredentials] are a key, its secret and perhaps a
/// session token that ends; [AwsLogin] is where they come from and how they are renewed.
///
/// Decisions:
///
/// - What proxies change is not signed: `accept-encoding`, `user-agent`, `content-length`,
///   `expect`, `connection`. Signed are `host`, every `x-amz-…`, and `content-md5`,
///   `content-type`, `date` and `range` where they are sent.
/// - Bodies are not signed in chunks (`aws-chunked`), which many stores that speak S3 refuse.
///
/// Source: AWS documentation, "Signature Version 4 signing process", with its published vectors.
package datasync.auth.aws;
