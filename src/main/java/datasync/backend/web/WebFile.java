package datasync.backend.web;

/// What a server says about one file.
///
/// @param checksum what tells one version of the file from another: its `ETag` as written, else its
///     `Content-MD5`, else nothing
/// @param size bytes, or −1 when the server does not say
public record WebFile(String checksum, long size) {}
