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
/// [AwsChain] looks for a login as botocore 1.43 does, which DVC uses, and renews it in time;
/// [AwsProfiles] is what the two files of the AWS tools say, also about regions, endpoints and S3.
/// Each kind of place has its class: [Roles] and [StsClient], [SingleSignOn], [CredentialProgram],
/// [ContainerRole], [MachineRole]. Differences from botocore: a login that is refused is looked for
/// anew from the start, so that a file that another program has rewritten counts; credentials with
/// a short life are renewed a quarter of it before they end, not with every request; a role that
/// wants the code of a device may ask for it again, unless the `aws` command has credentials of it
/// already. Not read: tokens of `aws login` (bound to a key), the files of boto 2 and of the old
/// EC2 tools.
///
/// Source: AWS documentation, "Signature Version 4 signing process", with its published vectors.
package datasync.auth.aws;
