package datasync.http;

import java.io.IOException;

/// Puts credentials on each request as it goes out: signatures with a date, tokens that expire.
///
/// Safe for several threads.
public interface Signer {
  /// The request with its credentials. Called anew for every attempt and every hop of a redirect;
  /// a request to another place than the credentials are for comes back as it is.
  ///
  /// @throws IOException when there are no credentials to be had
  Request sign(Request request) throws IOException;

  /// Looks at an answer that refuses: whether new credentials, another region or a corrected clock
  /// were found, so that the request is worth signing and sending once more. May read the body of
  /// the answer only when it returns true.
  ///
  /// @param refused an answer of 400 or above
  /// @throws IOException when new credentials could not be had
  boolean renew(Response refused) throws IOException;
}
