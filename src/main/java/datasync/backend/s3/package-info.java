/// DVC's remotes in buckets that are spoken to as Amazon S3: `s3://` and `oss://`.
///
/// [S3Backend] names files by keys below a prefix. [S3Client] sends requests: signed by
/// [S3Signer], which learns from refusals (the bucket's region, the service's clock, credentials
/// that ended in the middle), made again by the codes of [S3Error]. [Upload] chooses between one
/// request ([SinglePut]), parts in parallel ([Multipart]) that a later run goes on with, and parts
/// one after the other for bytes of unknown length ([StreamedParts]). [Listing], [VersionListing]
/// and [BatchDelete] are one operation each.
///
/// Follows the Amazon S3 API of 2006-03-01 with Signature Version 4, and dvc-s3 3 with s3fs and
/// botocore 1.43 in what the settings mean.
///
/// Decisions:
///
/// - No body in signed chunks (`aws-chunked`) and no `x-amz-checksum-…`: services that only speak
///   like S3 refuse them. Bytes are protected by `Content-MD5`, which each of them knows: of
///   objects in DVC's layout it is the name, of up to 256 KiB it is taken in memory. Larger bytes
///   without such a name are read once, and their MD5 is compared with the tag in the answer,
///   unless encryption makes that something else.
/// - Bodies are signed over plain HTTP where that costs no second reading, that is up to 256 KiB;
///   `payload_signing_enabled` of the AWS profile chooses otherwise.
/// - Requests begin in the region of the settings or in `us-east-1`. The first answer that names
///   another one moves all that follow; this costs less than a question beforehand, and the same
///   way serves regions that are set wrong. `cache_regions` therefore changes nothing.
/// - Endpoints that the user names get the bucket in the path, as with botocore, unless the
///   profile says `addressing_style = virtual`.
/// - Objects from 64 MiB on go in parts of 8 MiB or more of one size. The id of the upload is
///   remembered; a later run takes over the parts whose size and MD5 are right. Uploads of an
///   earlier run that do not fit any more, or are older than six days, are aborted. What is left
///   by machines that never come back, a rule of the bucket should remove
///   (`AbortIncompleteMultipartUpload`).
/// - An answer of 404 to `HEAD` has no body. That the bucket is missing, and not the object, is
///   asked for once. 403 is a failure, as in dvc: it may hide an object that is there.
/// - Bucket keys that end in `/` are no files: consoles make them for folders.
///
/// `oss://` goes through the S3-compatible endpoint of Alibaba Cloud, which its documentation
/// describes ("Access OSS using an AWS SDK", "Compatibility with Amazon S3"): bucket in the host
/// name, Signature Version 4, no chunked bodies; versions are not part of it. It could be tried
/// against the fake and MinIO only.
///
/// Not here: access points by their ARN, directory buckets, checksums other than MD5.
package datasync.backend.s3;
