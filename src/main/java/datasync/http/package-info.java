/// HTTP: requests, redirects, credentials, proxies, TLS, retries and resumed downloads.
///
/// [HttpTransport] is one exchange; [JdkTransport] carries it out on the JDK's client. Behaviour is
/// added by wrapping, put together in [Transports]: credentials for one [Origin]
/// ([Authentication]), signatures by a [Signer], redirects by hand, retries by a [RetryPolicy].
/// Between redirects and the rest, a [PacedTransport] sends no more at once than a host bears.
/// [ResumingStream] reads one address and goes on where a cut connection stopped.
///
/// Invariants, each with a test:
///
/// - credentials go to the origin they were given for and to no other, whatever is redirected where
/// - no credential is in a message, a `toString` or a field of a failure
/// - memory does not grow with the size of a body, and bodies are never held whole
/// - a transfer in which nothing moves for half a minute ([TransportSettings#patience]) fails as
///   retryable, on the way up and down; an answer may take the read timeout to begin; no thread is
///   spent on watching
///
/// Decisions:
///
/// - HTTP/1.1 for `http`: the offer to upgrade to HTTP/2 confuses small servers. HTTP/2 over TLS is
///   a setting, because one connection shared by all transfers is slower for large files.
/// - Certificates are checked against the files of the configuration and environment, then Java's
///   authorities, then the operating system's: what DVC trusts on a machine is trusted here.
/// - A redirect of an upload with 301 or 302 fails: clients that turn it into a `GET` lose the
///   data.
/// - Names of proxies with another scheme than `http` are passed over, as DVC does.
///
/// - The head of an answer has the read timeout as a whole (or, where that is longer, the time to
///   connect); a body has it for each piece, so that one that trickles is alive. What bounds that
///   is the size of the object, which whoever reads the body has to know.
/// - Encoded bodies are not asked for and not decoded: what comes is compared as it is.
///
/// Follows RFC 9110 (semantics), 9112 (HTTP/1.1), 7616 and 7617 (Digest and Basic), 6454 (origins).
package datasync.http;
