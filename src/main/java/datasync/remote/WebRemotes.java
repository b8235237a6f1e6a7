package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.web.WebBackend;
import datasync.backend.web.WebFile;
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
    try (Backend backend =
            WebBackend.open(
                around(settings, environment, prompt),
                policy(environment, progress),
                environment.random());
        InputStream in = backend.open(nameOf(settings.url()), 0)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// What the server says about one file; null when there is none.
  static WebFile look(RemoteSettings settings, Environment environment, Prompt prompt)
      throws IOException {
    WebSettings web = around(settings, environment, prompt);
    try (WebBackend backend = WebBackend.open(web, RetryPolicy.none(), environment.random())) {
      return backend.look(nameOf(settings.url()));
    }
  }

  /// The folder around the file that an address names.
  private static WebSettings around(
      RemoteSettings settings, Environment environment, Prompt prompt) throws ConfigException {
    String url = settings.url();
    Map<String, String> folder = new HashMap<>(settings.texts());
    folder.put("url", url.substring(0, url.lastIndexOf('/') + 1));
    return WebSettings.of(folder, environment, prompt::ask);
  }

  private static String nameOf(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  static Backend open(
      RemoteSettings settings, Environment environment, Prompt prompt, Progress progress)
      throws ConfigException {
    WebSettings web = WebSettings.of(settings.texts(), environment, prompt::ask);
    return WebBackend.open(web, policy(environment, progress), environment.random());
  }
}
