package datasync.auth.aws;

import datasync.http.HttpFailure;
import datasync.text.FormatException;
import java.io.IOException;

/// A place that was found to hold a login, or to be set up to give one.
///
/// @param where the place as a person would name it, without any credential
/// @param source gets the login
record Place(String where, Source source) {
  /// Gets a login anew.
  @FunctionalInterface
  interface Source {
    /// Reads or asks.
    ///
    /// @throws datasync.auth.NoCredentials when the place gives none
    AwsCredentials fetch() throws IOException;
  }

  /// The login of the place.
  ///
  /// @throws datasync.auth.NoCredentials when it gives none, also when it is not to be reached
  AwsCredentials login() throws IOException {
    try {
      return source.fetch();
    } catch (HttpFailure | FormatException failed) {
      throw NoCredentialsFrom.of("no login comes from " + where, failed);
    }
  }

  /// A place whose login was read already.
  static Place of(String where, AwsCredentials credentials) {
    return new Place(where, () -> credentials);
  }
}
