package datasync.auth.aws;

import datasync.http.HttpTransport;
import datasync.http.ProxySettings;
import datasync.http.RetryPolicy;
import datasync.http.TlsSettings;
import datasync.http.TransportSettings;
import datasync.http.Transports;
import datasync.io.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How the services that give logins are reached.
///
/// @param services to services of the internet, through the proxies of the environment
/// @param metadata to the machine or container itself, never through a proxy
/// @param retries how requests to services are made again
record Network(HttpTransport services, HttpTransport metadata, RetryPolicy retries)
    implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(30);

  /// Connections by the environment alone: what a remote sets for its own server, such as
  /// `ssl_verify`, is not meant for these.
  static Network of(Environment environment, RetryPolicy retries) {
    List<Path> authorities = new ArrayList<>();
    Path bundle = environment.workingDirectory().resolve(environment.variable("AWS_CA_BUNDLE"));
    if (Files.isRegularFile(bundle)) {
      authorities.add(bundle);
    }
    TransportSettings settings =
        TransportSettings.DEFAULT
            .within(WAIT, WAIT)
            .trusting(TlsSettings.of(environment, authorities));
    return new Network(
        Transports.open(settings.through(ProxySettings.of(environment))),
        Transports.open(settings.through(ProxySettings.NONE)),
        retries);
  }

  @Override
  public void close() {
    services.close();
    metadata.close();
  }
}
