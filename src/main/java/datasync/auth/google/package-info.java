/// Logins at Google, for Cloud Storage and Drive.
///
/// A [TokenSource] is one login and gives tokens: a service account's key, a user's refresh token,
/// an account of another provider, the machine's own. [LoginFile] reads the files that Google's
/// tools write, [DefaultLogin] looks where Google's libraries look. A [BearerSigner] puts tokens on
/// requests and renews them. [GoogleAnswer] and [GoogleTransport] are what both services share in
/// how they refuse.
///
/// Follows RFC 6749 (OAuth 2.0), 7523 (JWT for service accounts, RS256), 8693 (token exchange),
/// AIP-4110 to 4117 (where logins are looked for), and Compute Engine's metadata v1.
///
/// Decisions:
///
/// - For Cloud Storage a service account signs its tokens itself, as Google's own libraries do:
///   no request is needed for them. Drive's are exchanged, since they carry scopes.
/// - Without any login, reads are tried without one: there is public data. Writing is not.
/// - The metadata server is asked for 3 s at most, so that a machine elsewhere does not wait long.
///
/// Shortfalls: external accounts take their token from a file or an address, not from a program or
/// from AWS; keys in PKCS#12 are not read.
package datasync.auth.google;
