package datasync.auth.google;

/// What a login is wanted for.
///
/// @param scopes what tokens have to allow, separated by spaces
/// @param audience the service that takes statements signed by a service account in place of a
///     token, or empty when it does not
/// @param subject the user that a service account acts for, or empty for itself
public record Purpose(String scopes, String audience, String subject) {
  /// Reading and writing the objects of Cloud Storage.
  public static final Purpose STORAGE =
      new Purpose(
          "https://www.googleapis.com/auth/devstorage.read_write",
          "https://storage.googleapis.com/",
          "");

  /// The files of Google Drive and its folder for application data, as DVC asks for them.
  public static final Purpose DRIVE =
      new Purpose(
          "https://www.googleapis.com/auth/drive https://www.googleapis.com/auth/drive.appdata",
          "",
          "");

  /// The same on behalf of a user, which an administrator has to allow.
  public Purpose actingFor(String user) {
    return new Purpose(scopes, audience, user);
  }
}
