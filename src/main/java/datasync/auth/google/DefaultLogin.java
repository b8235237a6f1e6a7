package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.http.HttpFailure;
import datasync.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The login that Google's libraries find by themselves: `GOOGLE_APPLICATION_CREDENTIALS`, what
/// `gcloud auth application-default login` left, the machine's own. Looked for once, when the first
/// token is needed.
public final class DefaultLogin implements TokenSource {
  private static final String HINT =
      "log in by `gcloud auth application-default login`, or name a key file:"
          + " `datasync remote modify --local NAME credentialpath /path/key.json`";

  private final Environment environment;
  private final Purpose purpose;
  private final TokenEndpoint endpoint;
  private final boolean machine;
  private TokenSource found;
  private boolean nowhere;

  /// @param machine whether the machine's own login may be asked for
  public DefaultLogin(
      Environment environment, Purpose purpose, TokenEndpoint endpoint, boolean machine) {
    this.environment = environment;
    this.purpose = purpose;
    this.endpoint = endpoint;
    this.machine = machine && !environment.variable("NO_GCE_CHECK").equals("true");
  }

  /// A token, or [AccessToken#ANONYMOUS] when none of the places has a login.
  @Override
  public synchronized AccessToken fetch() throws IOException {
    if (found != null) {
      return found.fetch();
    }
    String named = environment.variable("GOOGLE_APPLICATION_CREDENTIALS");
    if (!named.isEmpty()) {
      Path file = environment.workingDirectory().resolve(named);
      found = LoginFile.read(file, "`GOOGLE_APPLICATION_CREDENTIALS`", purpose, endpoint);
      return found.fetch();
    }
    Path file = gcloud();
    if (Files.exists(file)) {
      found = LoginFile.read(file, "gcloud", purpose, endpoint);
      return found.fetch();
    }
    if (!machine || nowhere) {
      return AccessToken.ANONYMOUS;
    }
    MetadataServer server = new MetadataServer(environment, purpose.scopes());
    try {
      AccessToken token = server.fetch();
      found = server;
      return token;
    } catch (HttpFailure | NoCredentials none) {
      nowhere = true;
      return AccessToken.ANONYMOUS;
    }
  }

  @Override
  public NoCredentials absence() {
    String tried =
        "no login for Google was found: `GOOGLE_APPLICATION_CREDENTIALS` is not set, there is no `"
            + gcloud() + "`";
    String here = machine ? ", and this machine has none of its own" : "";
    return new NoCredentials(tried + here, HINT);
  }

  private Path gcloud() {
    String name = "application_default_credentials.json";
    String set = environment.variable("CLOUDSDK_CONFIG");
    if (!set.isEmpty()) {
      return environment.workingDirectory().resolve(set).resolve(name);
    }
    String windows = environment.variable("APPDATA");
    Path folder =
        windows.isEmpty()
            ? environment.home().resolve(".config/gcloud")
            : Path.of(windows).resolve("gcloud");
    return folder.resolve(name);
  }

  @Override
  public synchronized String origin() {
    return found == null ? "the default login" : found.origin();
  }

  @Override
  public synchronized String quotaProject() {
    return found == null ? "" : found.quotaProject();
  }
}
