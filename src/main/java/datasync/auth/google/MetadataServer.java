package datasync.auth.google;

import datasync.auth.NoCredentials;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.TransportSettings;
import datasync.http.Transports;
import datasync.io.Environment;
import datasync.text.json.JsonFields;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// The login of the machine, where that is one of Google's: Compute Engine's metadata, v1.
///
/// Asked directly, never through a proxy. An answer that does not name itself as Google's is not
/// believed.
///
/// @param environment may name another server in `GCE_METADATA_HOST` or `GCE_METADATA_ROOT`
/// @param scopes what the token has to allow
record MetadataServer(Environment environment, String scopes) implements TokenSource {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public AccessToken fetch() throws IOException {
    TransportSettings direct = TransportSettings.DEFAULT.within(PATIENCE, PATIENCE);
    try (HttpTransport transport = Transports.open(direct)) {
      return new TokenEndpoint(transport, environment.clock()).token(ask(transport), origin());
    }
  }

  private JsonFields ask(HttpTransport transport) throws IOException {
    URI address =
        URI.create(
            "http://" + host() + "/computeMetadata/v1/instance/service-accounts/default/token"
                + "?scopes=" + TokenEndpoint.escape(scopes.replace(' ', ',')));
    Request request = Request.get(address).with("Metadata-Flavor", "Google").within(PATIENCE);
    try (Response response = transport.exchange(request)) {
      String flavor = response.headers().first("Metadata-Flavor").orElse("");
      if (!flavor.equals("Google")) {
        throw new NoCredentials("`" + host() + "` is no metadata server of Google", "");
      }
      if (response.status() == 404) {
        throw new NoCredentials("this machine has no service account", "");
      }
      if (!response.isSuccess()) {
        throw HttpFailure.of(response);
      }
      return JsonFields.parse(response.readAll(TokenEndpoint.LIMIT), "the metadata server");
    }
  }

  private String host() {
    for (String name : new String[] {"GCE_METADATA_HOST", "GCE_METADATA_ROOT"}) {
      if (!environment.variable(name).isEmpty()) {
        return environment.variable(name);
      }
    }
    return "metadata.google.internal";
  }

  @Override
  public String origin() {
    return "the service account of this machine";
  }

  /// The origin alone.
  @Override
  public String toString() {
    return origin();
  }
}
