package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.web.WebBackend;
import datasync.backend.web.WebSettings;
import datasync.config.ConfigException;
import datasync.config.RemoteSettings;
import datasync.http.RetryPolicy;
import datasync.io.Environment;
import datasync.task.Progress;
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

  static Backend open(
      RemoteSettings settings, Environment environment, Prompt prompt, Progress progress)
      throws ConfigException {
    WebSettings web = WebSettings.of(settings.texts(), environment, prompt::ask);
    return WebBackend.open(web, policy(environment, progress), environment.random());
  }
}
