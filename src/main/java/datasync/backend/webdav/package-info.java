/// DVC's remote on a WebDAV server: `webdav://` over HTTP, `webdavs://` over HTTPS.
///
/// Follows RFC 4918 without locks, and dvc-webdav 3.0.1 with webdav4 0.11 in what settings mean:
/// `timeout` bounds connecting and each standstill (30 s unless set), the token of
/// `bearer_token_command` goes before `token`, that before a user, a user before
/// `custom_auth_header`, whose value is `password`. The checksum of an imported file is its entity
/// tag as the server writes it.
///
/// Decisions:
///
/// - A file is sent under a temporary name and moved over its own, so that it appears whole on
///   servers that write in place, too. A server that refuses every move (403, 405, 501, or 400 in
///   all forms of the target) gets files under their own names from then on; what a broken upload
///   leaves there is removed. So do names with `?` or `;`, which wsgidav cuts off the target.
/// - Folders are made from the lowest missing one upwards, each asked for once in a session; the
///   folder of the remote, which dvc wants to exist, is made like the others.
/// - A folder is listed by itself (depth 1), many at once: most servers refuse a whole tree. What
///   cannot be read to the end, hides an entry or names a place elsewhere is a failure.
/// - Files are asked for by `PROPFIND` of depth 0: a `HEAD` does not tell a folder from a file, and
///   takes as long (0.3 ms each on Apache).
/// - The password goes by Basic, as with dvc, until a server asks for Digest and not for Basic; the
///   first request with a body is preceded by one without, since some servers refuse without
///   reading it.
/// - Addresses of Nextcloud's file tree (`…/remote.php/dav/files/USER/…`) get files above 48 MiB
///   in pieces, by its chunked upload of version 2; a later run sends the missing pieces alone.
/// - 423 (locked) is tried again, 507 (no room) is final.
/// - `DELETE` carries a depth of 0, which makes servers refuse folders.
///
/// Shortfalls: Nextcloud itself was not at hand, its uploads are made after its documentation and
/// tried on a fake; no cookies, no TUS uploads of ownCloud.
package datasync.backend.webdav;
