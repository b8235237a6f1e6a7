package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.web.WebBackend;
import datasync.backend.web.WebSettings;
import datasync.config.ConfigException;
import datasync.config.RemoteSettings;
import datasync.http.RetryPolicy;
import datasync.io.Environment;
import datasync.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Opens `http://` and `https://` remotes; apart, so that no local command loads a network class.
public final class WebRemotes {
  private WebRemotes() {}

  /// Asks a person for a password.
  @FunctionalInterface
  public interface Prompt {
    /// The password of a user at a host, or empty when nobody can be asked.
    Optional<String> ask(String host, String user);
  }

  private static RetryPolicy policy(Environment environment, Progress progress) {
    return RetryPolicy.of(
        RetryPolicy.Limits.DEFAULT,
        new RetryPolicy.Outside(
            environment.clock(),
            environment.random(),
            Thread::sleep,
            (failure, wait) -> progress.retried()));
  }

  /// Downloads one file.
  static void download(
      RemoteSettings settings, Environment environment, Prompt prompt, Progress progress,
      Path file) throws IOException {
    String url = settings.url();
    int slash = url.lastIndexOf('/');
    Map<String, String> folder = new HashMap<>(settings.texts());
    folder.put("url", url.substring(0, slash + 1));
    WebSettings web = WebSettings.of(folder, environment, prompt::ask);
    try (Backend backend =
            WebBackend.open(web, policy(environment, progress), environment.random());
        InputStream in = backend.open(url.substring(slash + 1), 0)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static Backend open(
      RemoteSettings settings, Environment environment, Prompt prompt, Progress progress)
      throws ConfigException {
    WebSettings web = WebSettings.of(settings.texts(), environment, prompt::ask);
    return WebBackend.open(web, policy(environment, progress), environment.random());
  }
}
