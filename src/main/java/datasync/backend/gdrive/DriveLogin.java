package datasync.backend.gdrive;

import datasync.auth.NoCredentials;
import datasync.auth.google.AccessToken;
import datasync.auth.google.BrowserLogin;
import datasync.auth.google.CachedLogin;
import datasync.auth.google.LoginFile;
import datasync.auth.google.OauthClient;
import datasync.auth.google.Purpose;
import datasync.auth.google.TokenEndpoint;
import datasync.auth.google.TokenSource;
import datasync.backend.Opening;
import datasync.io.SettingException;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Finds the login for a remote on Google Drive, by DVC's options and in DVC's places.
///
/// A person's login is looked for when the first token is needed: it may take a browser.
final class DriveLogin implements TokenSource {
  /// The folder in which dvc keeps logins that were made with its own application. That
  /// application is dvc's alone: nothing is asked for in its name, but what is there is used.
  private static final String FOLDER_OF_DVC =
      "710796635688-iivsgbgsb6uv1fap6635dhvuei09o66c.apps.googleusercontent.com";

  private static final String DATA = "GDRIVE_CREDENTIALS_DATA";

  private final Opening opening;
  private final TokenEndpoint endpoint;
  private final OauthClient client;
  private final Path file;
  private TokenSource found;

  private DriveLogin(Opening opening, TokenEndpoint endpoint, OauthClient client, Path file) {
    this.opening = opening;
    this.endpoint = endpoint;
    this.client = client;
    this.file = file;
  }

  /// The login that the settings name.
  ///
  /// @throws SettingException when a setting that is needed is missing
  /// @throws NoCredentials when the file of a service account cannot be read
  static TokenSource of(Opening opening, TokenEndpoint endpoint) throws IOException {
    String data = opening.environment().variable(DATA);
    if (opening.flag("gdrive_use_service_account", false)) {
      return serviceAccount(opening, data, endpoint);
    }
    Optional<String> id = opening.text("gdrive_client_id");
    Optional<String> secret = opening.text("gdrive_client_secret");
    if (id.isPresent() != secret.isPresent()) {
      throw new SettingException(
          "`gdrive_client_id` and `gdrive_client_secret` belong together: one of them is missing");
    }
    if (!data.isEmpty()) {
      return CachedLogin.of(data, "`" + DATA + "`", endpoint);
    }
    String profile = opening.text("profile").orElse("default");
    Path kept =
        opening
            .file("gdrive_user_credentials_file")
            .orElse(
                folder(opening).resolve(id.orElse(FOLDER_OF_DVC)).resolve(profile + ".json"));
    OauthClient client = id.isEmpty() ? null : OauthClient.of(id.get(), secret.get());
    return new DriveLogin(opening, endpoint, client, kept);
  }

  private static TokenSource serviceAccount(
      Opening opening, String data, TokenEndpoint endpoint) throws IOException {
    Purpose purpose =
        Purpose.DRIVE.actingFor(
            opening.text("gdrive_service_account_user_email").orElse(""));
    Optional<Path> key = opening.file("gdrive_service_account_json_file_path");
    if (key.isPresent()) {
      String named = "`gdrive_service_account_json_file_path`";
      return LoginFile.read(key.get(), named, purpose, endpoint);
    }
    if (data.isEmpty()) {
      throw new SettingException(
          "a service account needs `gdrive_service_account_json_file_path`",
          "`datasync remote modify --local NAME gdrive_service_account_json_file_path"
              + " /path/key.json`");
    }
    byte[] json = data.getBytes(StandardCharsets.UTF_8);
    String place = "`" + DATA + "`";
    return LoginFile.of(JsonFields.parse(json, place), place, purpose, endpoint);
  }

  /// Source: `user_cache_dir` of appdirs 1.4.4 for `pydrive2fs`.
  private static Path folder(Opening opening) {
    Path home = opening.environment().home();
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return home.resolve("Library/Caches/pydrive2fs");
    }
    if (system.startsWith("windows")) {
      String local = opening.environment().variable("LOCALAPPDATA");
      Path folder = local.isEmpty() ? home.resolve("AppData/Local") : Path.of(local);
      return folder.resolve("pydrive2fs/Cache");
    }
    String cache = opening.environment().variable("XDG_CACHE_HOME");
    Path folder = cache.isEmpty() ? home.resolve(".cache") : Path.of(cache);
    return folder.resolve("pydrive2fs");
  }

  @Override
  public synchronized AccessToken fetch() throws IOException {
    if (found == null) {
      Optional<CachedLogin> kept = CachedLogin.find(file, endpoint);
      found = kept.isPresent() ? kept.get() : inBrowser();
    }
    return found.fetch();
  }

  private TokenSource inBrowser() throws IOException {
    if (client == null) {
      throw new NoCredentials(
          "no login for Google Drive: there is none in `" + file
              + "`, and no application of your own or service account is set",
          "use a service account: `datasync remote modify NAME gdrive_use_service_account true`"
              + " and `datasync remote modify --local NAME gdrive_service_account_json_file_path"
              + " KEY.json`; or an application of your own: `datasync remote modify NAME"
              + " gdrive_client_id ID` and `datasync remote modify --local NAME"
              + " gdrive_client_secret SECRET`");
    }
    boolean silent = !opening.environment().variable("GDRIVE_NON_INTERACTIVE").isEmpty();
    BrowserLogin browser =
        new BrowserLogin(
            client,
            endpoint,
            opening.environment().random(),
            address ->
                !silent
                    && opening.prompt().show(
                        "To log in to Google Drive, open this address in a browser of this"
                            + " machine:\n\n    " + address + "\n"));
    return browser.keepIn(file);
  }

  @Override
  public synchronized String origin() {
    return found == null ? "the login for Google Drive" : found.origin();
  }
}
