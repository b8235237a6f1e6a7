package datasync.auth.azure;

import datasync.auth.NoCredentials;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.ProxySettings;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.http.TransportSettings;
import datasync.http.Transports;
import datasync.io.Environment;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The identity that Azure gives to a machine or an App Service.
///
/// Asked without a proxy, and with little patience: elsewhere nobody answers.
///
/// @param environment tells which of the two it is, and names the identity
/// @param policy how often a service that is there is asked
record ManagedIdentity(Environment environment, RetryPolicy policy) implements TokenSource {
  private static final int LIMIT = 1 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration READ = Duration.ofSeconds(20);
  private static final String METADATA = "http://169.254.169.254";

  @Override
  public AzureToken fetch() throws IOException {
    Request request = request();
    TransportSettings settings =
        TransportSettings.DEFAULT.within(CONNECT, READ).through(ProxySettings.NONE);
    try (HttpTransport transport = Transports.open(settings)) {
      return policy.run(() -> ask(transport, request));
    } catch (HttpFailure failure) {
      if (failure.status() == 0 || failure.status() == 403) {
        throw new Absent("no answer from the metadata service");
      }
      throw new NoCredentials(
          "the metadata service gives no token: " + failure.getMessage(), "");
    }
  }

  private Request request() {
    String client = environment.variable("AZURE_CLIENT_ID");
    String query =
        "resource=" + URLEncoder.encode(RESOURCE, StandardCharsets.UTF_8)
            + (client.isEmpty()
                ? ""
                : "&client_id=" + URLEncoder.encode(client, StandardCharsets.UTF_8));
    String endpoint = environment.variable("IDENTITY_ENDPOINT");
    String header = environment.variable("IDENTITY_HEADER");
    if (!endpoint.isEmpty() && !header.isEmpty()) {
      String joint = endpoint.indexOf('?') < 0 ? "?" : "&";
      return Request.get(URI.create(endpoint + joint + "api-version=2019-08-01&" + query))
          .with("X-IDENTITY-HEADER", header);
    }
    String pod = environment.variable("AZURE_POD_IDENTITY_AUTHORITY_HOST");
    String host = (pod.isEmpty() ? METADATA : pod).replaceFirst("/+$", "");
    String path = "/metadata/identity/oauth2/token?api-version=2018-02-01&";
    return Request.get(URI.create(host + path + query)).with("Metadata", "true");
  }

  /// A service that is about to start answers 404 or 410.
  private AzureToken ask(HttpTransport transport, Request request) throws IOException {
    try (Response response = transport.exchange(request)) {
      int status = response.status();
      if (status == 404 || status == 410) {
        throw HttpFailure.told(
            response, FailureKind.BUSY, "it is not ready (status " + status + ")", true);
      }
      if (status == 400) {
        throw new Absent("no identity is assigned to this machine");
      }
      if (!response.isSuccess()) {
        throw HttpFailure.of(response);
      }
      String source = "the answer of the metadata service";
      Value answer = Json.parse(response.readAll(LIMIT), source);
      return AzureToken.of(answer, environment.clock().instant(), source);
    } catch (HttpFailure failure) {
      if (failure.status() == 0) {
        throw new Absent("no answer from the metadata service");
      }
      throw failure;
    }
  }

  @Override
  public String toString() {
    return "the managed identity";
  }
}
