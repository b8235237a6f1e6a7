package datasync.auth.google;

import java.net.URI;

/// An application that a person can allow to act for them, as Google's console registers it.
///
/// @param id its id
/// @param secret its secret, which Google does not take for one
/// @param consent the page on which a person allows it
/// @param tokens where tokens are asked for
public record OauthClient(String id, String secret, URI consent, URI tokens) {
  /// An application at Google.
  public static OauthClient of(String id, String secret) {
    URI consent = URI.create("https://accounts.google.com/o/oauth2/v2/auth");
    return new OauthClient(id, secret, consent, TokenEndpoint.GOOGLE);
  }

  /// The id alone.
  @Override
  public String toString() {
    return "OauthClient[" + id + "]";
  }
}
