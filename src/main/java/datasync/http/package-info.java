/// HTTP: requests, redirects, credentials, proxies, TLS, retries and resumed downloads.
///
/// [HttpTransport] is one exchange; [SocketTransport] carries it out on blocking sockets, and
/// [JdkTransport] on the JDK's client, where HTTP/2 is allowed: [Transports#open] chooses.
/// Behaviour is added by wrapping, put together in [Transports]: credentials for one [Origin]
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
///   spent on watching but one for all uploads on sockets, whose writes have no limit of their own
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
/// Why two transports: processor time of a whole process in seconds, both on the same machine with
/// other work on its 2 cores, against nginx on loopback (Java 25.0.3, median of 3; TLS 1.3 once).
///
/// | | JDK | sockets | |
/// | --- | --- | --- | --- |
/// | one small `GET`, process start included | 0.44 | 0.11 | 4.0 × |
/// | classes loaded for it | 1963 | 1154 | |
/// | 5,000 `GET` of 16 KiB, 8 threads | 3.96 | 1.05 | 3.8 × |
/// | `GET` of 1 GiB | 2.06 | 0.77 | 2.7 × |
/// | `PUT` of 1 GiB from a file | 1.75 | 0.68 | 2.6 × |
/// | 5,000 `GET` over TLS | 5.67 | 2.41 | 2.4 × |
/// | `GET` of 1 GiB over TLS | 4.91 | 3.01 | 1.6 × |
/// | `PUT` of 1 GiB over TLS | 3.91 | 2.54 | 1.5 × |
///
/// The wall time of the small ones went down in the same way (4.5 s to 1.7 s), that of the large
/// ones depended on what else ran.
///
/// Tried without gain (20,000 small objects of MinIO, processor time of the process): heads and
/// the texts of signatures joined from arrays at once in place of a builder. What costs most there
/// is the compiler of the JDK, a third of the time: less code for each exchange helps, fewer
/// system calls do not.
///
/// Follows RFC 9110 (semantics), 9112 (HTTP/1.1), 7616 and 7617 (Digest and Basic), 6454 (origins).
package datasync.http;
