/// Azure Blob Storage: DVC's `azure://container/path`.
///
/// Follows the REST API of the blob service at version 2021-12-02, which block blobs of any size,
/// versions and the emulator Azurite know, and dvc-azure 3 with adlfs in what names mean: the
/// first part of the address is the container, the rest a prefix of blob names.
///
/// - `AzureBackend` is the facade, [AzureSettings] what a remote's settings mean, `BlobService`
///   one request with the service's own errors, `BlobListing` the pages, `BlobUpload` the two ways
///   to send a file.
/// - A small file is one `Put Blob`, whose MD5 the service computes: it is compared with ours. A
///   large one is staged in blocks, several at once, and appears with the one `Put Block List`.
/// - The id of a block is made of its number and the MD5 of its bytes. What another run staged and
///   did not commit is listed first and not sent again; nothing is remembered on this side. The
///   service drops such blocks after a week.
/// - Ids of another length, left by another program, forbid ours: then the file goes as one
///   `Put Blob`, which drops them.
/// - A block is read into memory, 8 MiB of at most 16 at a time, so that its MD5 is known before
///   it goes; above 350 GiB blocks are larger, and read twice instead. Bytes that come as a stream
///   that cannot be opened in the middle are staged one block after the other.
/// - A download that was cut goes on under `If-Match`.
/// - Accounts with a hierarchical namespace show folders as empty blobs: these are left out.
/// - Files are deleted one by one, many at once: a batch needs its own permission in a SAS.
/// - A container that is not there is an error everywhere, and is never made, as with dvc.
package datasync.backend.azure;
