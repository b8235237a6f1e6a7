package datasync.auth.aws;

import java.io.IOException;

/// Where credentials come from, and how others are had when they end. Safe for several threads.
public interface AwsLogin {
  /// The credentials to sign the next request with. May block on a network the first time and when
  /// they are about to end.
  ///
  /// @throws datasync.auth.NoCredentials when there are none
  /// @throws IOException when the place they come from cannot be asked
  AwsCredentials current() throws IOException;

  /// Looks for others after the service refused these: whether [#current] gives others now.
  ///
  /// Several threads may report the same credentials; they are renewed once, and each is told
  /// true.
  ///
  /// @param rejected what the refused request was signed with
  /// @throws IOException when the place they come from cannot be asked
  boolean renew(AwsCredentials rejected) throws IOException;

  /// Where the credentials in use come from, as a person would name it; never a credential. May
  /// block as [#current].
  ///
  /// @throws IOException as [#current]
  default String origin() throws IOException {
    return "the settings of the remote";
  }

  /// Always these credentials.
  static AwsLogin of(AwsCredentials credentials) {
    return new Fixed(credentials);
  }

  /// Credentials that were given by hand: there are no others.
  ///
  /// @param current the credentials
  record Fixed(AwsCredentials current) implements AwsLogin {
    @Override
    public boolean renew(AwsCredentials rejected) {
      return false;
    }
  }
}
