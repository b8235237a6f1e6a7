package datasync.http;

/// Why a request failed, as far as what to do about it differs.
public enum FailureKind {
  /// The server wants credentials, or others (401).
  AUTHENTICATION,
  /// The credentials do not allow this (403).
  FORBIDDEN,
  /// There is nothing at this address (404, 410).
  NOT_FOUND,
  /// The server does not do this here (405, 501).
  UNSUPPORTED,
  /// The certificate of the server is not trusted, out of date or of another name.
  CERTIFICATE,
  /// TLS could not be set up for another reason.
  TLS,
  /// The proxy refused, wants credentials, or cannot be used.
  PROXY,
  /// Nothing came or went for too long.
  TIMEOUT,
  /// Nobody listens there.
  REFUSED,
  /// The name of the host has no address.
  UNKNOWN_HOST,
  /// The connection ended before the answer did.
  CUT,
  /// A redirect that leads nowhere or may not be followed.
  REDIRECT,
  /// The server asks to come back later (429, 503).
  BUSY,
  /// The server failed (other 5xx).
  SERVER,
  /// The server has no room for it (413, 507).
  FULL,
  /// The server refused the request for another reason (other 4xx).
  REJECTED,
  /// The answer does not follow HTTP.
  PROTOCOL
}
