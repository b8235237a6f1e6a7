package datasync.repo.care;

import datasync.auth.NoCredentials;
import datasync.config.RemoteSettings;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.io.SettingException;
import datasync.repo.RepositoryException;
import java.nio.file.FileSystemException;

/// Says which step of trying out a remote a failure belongs to, and what to do about it.
final class ProbeHints {
  private final RemoteSettings settings;

  ProbeHints(RemoteSettings settings) {
    this.settings = settings;
  }

  /// Where a failure belongs.
  enum Stage {
    /// The settings cannot be used.
    SETTINGS,
    /// There was no answer.
    CONNECT,
    /// The answer was that we may not.
    LOGIN,
    /// There was another answer: we got through.
    REQUEST
  }

  /// The stage of a failure of the first request.
  static Stage stage(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SettingException) {
        return Stage.SETTINGS;
      } else if (each instanceof NoCredentials) {
        return Stage.LOGIN;
      } else if (each instanceof HttpFailure http) {
        return switch (http.kind()) {
          case AUTHENTICATION, FORBIDDEN -> Stage.LOGIN;
          case PROXY -> Stage.CONNECT;
          default -> http.status() == 0 ? Stage.CONNECT : Stage.REQUEST;
        };
      }
    }
    return Stage.CONNECT;
  }

  /// What failed, without the wrappings around it.
  static Throwable root(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      boolean known =
          each instanceof SettingException || each instanceof NoCredentials
              || each instanceof HttpFailure || each instanceof RepositoryException
              || each instanceof FileSystemException;
      if (known) {
        return each;
      }
    }
    return failure;
  }

  /// Why it failed, in a few words.
  static String reason(Exception failure) {
    return root(failure) instanceof Exception inner ? Chart.reason(inner) : failure.toString();
  }

  /// What to do about it, or empty.
  String mend(Throwable failure) {
    return told(failure).replace(" NAME ", " " + settings.name() + " ");
  }

  private String told(Throwable failure) {
    return switch (root(failure)) {
      case SettingException setting -> setting.hint().isEmpty() ? modify() : setting.hint();
      case RepositoryException wrong -> wrong.hint();
      case NoCredentials none -> none.hint().isEmpty() ? login() : none.hint();
      case HttpFailure http -> mend(http);
      default -> "";
    };
  }

  private String mend(HttpFailure failure) {
    FailureKind kind = failure.kind();
    boolean web = failure.isAdvised() || settings.scheme().startsWith("http");
    if (!web && (kind == FailureKind.AUTHENTICATION || kind == FailureKind.FORBIDDEN)) {
      return login();
    }
    if (kind == FailureKind.NOT_FOUND && !failure.isAdvised()) {
      return "check the address: `datasync remote modify " + settings.name() + " url ADDRESS`";
    }
    boolean ofWeb = kind == FailureKind.UNSUPPORTED || kind == FailureKind.REDIRECT;
    return !web && ofWeb ? "" : failure.hint(settings.name()).orElse("");
  }

  private String modify() {
    return "datasync remote modify " + settings.name() + " OPTION VALUE";
  }

  private String login() {
    String local = "datasync remote modify --local " + settings.name() + " ";
    return switch (settings.scheme()) {
      case "s3" ->
          "check the keys: `" + local + "access_key_id KEY`, `" + local
              + "secret_access_key SECRET`, or `profile`";
      case "webdav", "webdavs" ->
          "check the login: `" + local + "user NAME`, `" + local + "password SECRET`, or `token`";
      case "ssh" ->
          "check that `ssh` gets in without a question, or set `" + local + "keyfile PATH`";
      case "gs" -> "check the account: `" + local + "credentialpath FILE`";
      case "azure" ->
          "check the account: `" + local + "account_name NAME`, `" + local + "account_key KEY`";
      default ->
          "check the login; `datasync help remotes` lists the options of each kind";
    };
  }
}
