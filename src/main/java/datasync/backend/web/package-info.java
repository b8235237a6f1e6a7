/// DVC's remote on a web server: `http://` and `https://`.
///
/// Follows dvc-http 2.32 in what it asks of a server: `GET` for existence and bytes, `POST` or
/// another method in chunks for uploads, no listing, no removal. On top come ranges, retries of
/// uploads, and Digest.
///
/// Decisions:
///
/// - Existence is a `GET` of the first byte, not a `HEAD`: dvc asks by `GET`, so every server that
///   works with dvc answers it, also those without `HEAD`; the range keeps large objects from being
///   sent, and servers that do not know ranges lose one connection, as with dvc.
/// - An address that is imported is looked at by `HEAD`, and by `GET` when the answer to that is a
///   refusal of any kind or tells no size: so does dvc, and there are servers that answer 404 to
///   a method they do not know.
/// - Like dvc, any refusal of a `GET` but a missing login means "not there": servers that hide
///   what exists answer 403 for what is missing, upload-only ones 405. Answers of 5xx, which dvc
///   takes for "not there" too, are failures here.
/// - Uploads are chunked: the last chunk is sent only after the payload ended without error, so
///   that the server drops one that turned out corrupt. A server that wants the length (411) gets
///   it; the last block is held back then, too.
/// - Objects are named by their content, so an upload may be sent again whatever the method is.
package datasync.backend.web;
