/// DVC's remote in a bucket that is spoken to as Amazon S3: `s3://`.
package datasync.backend.s3;
