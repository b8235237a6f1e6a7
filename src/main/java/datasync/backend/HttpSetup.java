package datasync.backend;

import datasync.http.ProxySettings;
import datasync.http.RetryPolicy;
import datasync.http.TlsSettings;
import datasync.http.TransportSettings;
import datasync.io.SettingException;
import datasync.task.Parallel;
import java.time.Duration;
import java.util.List;

/// How the settings that all kinds over HTTP share become connections.
public final class HttpSetup {
  private HttpSetup() {}

  /// How many requests at once serve a server well of which nothing else is known: four for each
  /// core, as with DVC.
  public static int parallelism() {
    return Parallel.usualTransfers();
  }

  /// Connections by `ssl_verify` and the named times, with the proxies and authorities that the
  /// environment names; the command's progress is told the server's time.
  ///
  /// @param connectTimeout the setting with the time to connect
  /// @param readTimeout the setting with the time in which a byte must move
  /// @throws SettingException when a value makes no sense
  public static TransportSettings transport(
      Opening opening, String connectTimeout, String readTimeout) throws SettingException {
    TransportSettings usual = TransportSettings.DEFAULT;
    return usual
        .within(
            opening.seconds(connectTimeout, usual.connectTimeout()),
            opening.seconds(readTimeout, usual.readTimeout()))
        .trusting(tls(opening))
        .through(ProxySettings.of(opening.environment()))
        .telling(opening.progress()::serverTime);
  }

  /// Trust by `ssl_verify`: a truth value, or a file of authorities.
  public static TlsSettings tls(Opening opening) {
    String verify = opening.text("ssl_verify").orElse("true");
    if (verify.equalsIgnoreCase("false")) {
      return TlsSettings.UNVERIFIED;
    }
    return verify.equalsIgnoreCase("true")
        ? TlsSettings.of(opening.environment(), List.of())
        : TlsSettings.of(opening.environment(), List.of(opening.path(verify)));
  }

  /// Retries with the usual limits, of which the command's progress is told.
  public static RetryPolicy retries(Opening opening) {
    return retries(opening, RetryPolicy.Limits.DEFAULT);
  }

  /// Retries with limits of their own, of which the command's progress is told.
  public static RetryPolicy retries(Opening opening, RetryPolicy.Limits limits) {
    return RetryPolicy.of(
        limits,
        new RetryPolicy.Outside(
            opening.environment().clock(),
            opening.environment().random(),
            Thread::sleep,
            (failure, wait) -> opening.progress().retried(failure.getMessage(), wait)));
  }
}
