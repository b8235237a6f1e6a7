package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads the files that Google's tools write logins into.
public final class LoginFile {
  private LoginFile() {}

  /// The login in a file.
  ///
  /// @param named what names the file, such as a setting, for messages
  /// @throws NoCredentials when the file cannot be read
  /// @throws FormatException when it holds no login that is known
  public static TokenSource read(
      Path file, String named, Purpose purpose, TokenEndpoint endpoint) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new NoCredentials("there is no file `" + file + "`, which " + named + " names", "");
    } catch (IOException unreadable) {
      throw new NoCredentials("`" + file + "`, which " + named + " names, cannot be read", "");
    }
    return of(JsonFields.parse(content, file.toString()), "`" + file + "`", purpose, endpoint);
  }

  /// The login in a JSON object.
  ///
  /// @param place what it was read from, for messages
  /// @throws FormatException when it is no login that is known
  public static TokenSource of(
      JsonFields login, String place, Purpose purpose, TokenEndpoint endpoint)
      throws FormatException {
    String user = login.text("refresh_token").isEmpty() ? "" : "authorized_user";
    String type = login.text("type", user);
    return switch (type) {
      case "service_account" -> ServiceAccount.of(login, place, purpose, endpoint);
      case "authorized_user" -> RefreshedLogin.of(login, place, endpoint);
      case "external_account" -> ExternalAccount.of(login, place, purpose, endpoint);
      case "impersonated_service_account" -> {
        JsonFields source =
            login.inner("source_credentials").orElse(JsonFields.of(Value.Mapping.EMPTY));
        Purpose all = new Purpose("https://www.googleapis.com/auth/cloud-platform", "", "");
        String address = login.text("service_account_impersonation_url");
        yield new ImpersonatedAccount(
            of(source, place, all, endpoint),
            ServiceAccount.address(address, place),
            login.texts("delegates"),
            purpose.scopes(),
            endpoint);
      }
      default ->
          throw new FormatException(
              place, 0, 0,
              type.isEmpty()
                  ? "this is no login of Google: it has no `type`"
                  : "logins of the type `" + type + "` are not known");
    };
  }
}
