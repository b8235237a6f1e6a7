/// DVC's remote on Google Cloud Storage: `gs://`.
///
/// Speaks the JSON API, v1. Names, `etag` and generation are those of dvc-gs 3 with gcsfs 2026.10,
/// so that cloud-versioned outputs mean the same to both programs.
///
/// Decisions:
///
/// - Files up to 8 MiB go in one request with their metadata; others in a session of pieces of
///   16 MiB, whose address is remembered, so that a later run goes on with it. The address is a
///   login by itself and kept as one. Google is asked how much arrived; other servers are sent
///   what they did not acknowledge, since fake-gcs-server 1.56 takes the question for the end.
/// - The MD5 that the server tells is compared with what was sent. A version that differs is
///   removed and the upload fails as one that may be tried again. Nothing is said beforehand,
///   because the digest of a file is known only after it was read.
/// - Objects stored with `Content-Encoding: gzip` are read as they are stored.
/// - Without `endpointurl`, `STORAGE_EMULATOR_HOST` names the server, as gcsfs takes it; then no
///   login is sent unless `credentialpath` names one.
/// - Files are removed one by one in parallel: emulators do not know batches.
///
/// Shortfalls: buckets whose requests the reader has to pay for; keys of one's own for encryption;
/// buckets with hierarchical names are used as flat ones.
package datasync.backend.gcs;
