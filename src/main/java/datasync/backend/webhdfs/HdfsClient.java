package datasync.backend.webhdfs;

import datasync.http.Authentication;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Percent;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.RetryPolicy;
import datasync.http.Transports;
import datasync.text.FormatException;
import datasync.text.Value;
import datasync.text.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The requests of WebHDFS. Safe for several threads.
///
/// The name node says in a redirect which data node has the bytes; it is followed by hand, so that
/// nothing is sent to the name node that is not for it, and the login goes where fsspec sends it.
final class HdfsClient implements AutoCloseable {
  private static final int ANSWER = 256 << 20;

  private final HdfsSettings settings;
  private final RetryPolicy policy;
  private final HttpTransport transport;

  HdfsClient(HdfsSettings settings, RetryPolicy policy) {
    this.settings = settings;
    this.policy = policy;
    this.transport = Transports.paced(Transports.open(settings.transport()));
  }

  /// The retries and their limits.
  RetryPolicy policy() {
    return policy;
  }

  /// The path of a file or folder of the remote; empty for its top.
  String path(String name) {
    return name.isEmpty() ? settings.root() : settings.root() + "/" + name;
  }

  /// A request to the name node.
  ///
  /// @param parameters besides the operation and who we are
  Request request(String method, String operation, String path, Map<String, String> parameters) {
    StringBuilder address = new StringBuilder(settings.service().toString());
    address.append(Percent.encodePath(path.isEmpty() ? "/" : path));
    address.append("?op=").append(operation);
    parameters.forEach((name, value) -> address.append(parameter(name, value)));
    settings.identity().forEach((name, value) -> address.append(parameter(name, value)));
    return known(Request.of(method, URI.create(address.toString()), RequestBody.NONE));
  }

  private static String parameter(String name, String value) {
    String encoded =
        Percent.encodePath(value)
            .replace("&", "%26").replace("+", "%2B").replace("=", "%3D").replace(";", "%3B");
    return "&" + name + "=" + encoded;
  }

  private Request known(Request request) {
    return settings.authentication() instanceof Authentication.Basic login
        ? request.with("Authorization", login.value())
        : request;
  }

  /// Sends a request once.
  Response exchange(Request request) throws IOException {
    return transport.exchange(request);
  }

  /// Asks the name node, again while it may pass, and reads its answer.
  ///
  /// @throws HttpFailure when it refuses, or answers with anything but JSON
  Value.Mapping ask(Request request) throws IOException {
    return policy.run(
        () -> {
          try (Response response = exchange(request)) {
            if (response.status() == 307) {
              try (Response second = exchange(follow(response, request, RequestBody.NONE))) {
                return answer(second);
              }
            }
            return answer(response);
          }
        });
  }

  private static Value.Mapping answer(Response response) throws IOException {
    if (!response.isSuccess()) {
      throw HdfsFailures.of(response);
    }
    byte[] body = response.readAll(ANSWER);
    try {
      if (body.length == 0) {
        return Value.Mapping.EMPTY;
      }
      if (Json.parse(body, "the answer") instanceof Value.Mapping mapping) {
        return mapping;
      }
    } catch (FormatException noJson) {
      // told below
    }
    throw strange(response, "the server does not speak WebHDFS at this address");
  }

  static HttpFailure strange(Response response, String reason) {
    return HttpFailure.told(response, FailureKind.PROTOCOL, reason, false);
  }

  /// The request to the data node that the name node named.
  Request follow(Response response, Request first, RequestBody body) throws IOException {
    String location = response.headers().first("Location").orElse("");
    if (location.startsWith(settings.told())) {
      location = settings.service() + location.substring(settings.told().length());
    }
    Request request;
    try {
      request = Request.of(first.method(), URI.create(location), body);
    } catch (IllegalArgumentException unusable) {
      throw strange(response, "the name node names a data node by no usable address");
    }
    boolean lessSafe =
        first.uri().getScheme().equals("https") && !request.uri().getScheme().equals("https");
    request = request.with("Content-Type", "application/octet-stream").asReplayable();
    return lessSafe ? request : known(request);
  }

  /// What the name node says about a path; empty when there is nothing.
  Optional<HdfsStatus> status(String path) throws IOException {
    Request request = request("GET", "GETFILESTATUS", path, Map.of());
    try {
      return Optional.of(HdfsStatus.of(ask(request).get("FileStatus")));
    } catch (HttpFailure failure) {
      if (failure.kind() == FailureKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    } catch (FormatException wrong) {
      throw HttpFailure.of(request, FailureKind.PROTOCOL, wrong.getMessage(), null);
    }
  }

  /// Asks for a change; false when the name node says that it did not make it.
  boolean change(
      String method, String operation, String path, Map<String, String> parameters)
      throws IOException {
    Value.Mapping answer = ask(request(method, operation, path, parameters));
    return !(answer.get("boolean") instanceof Value.Bool made) || made.value();
  }

  /// Removes a file; one that is not there is no error.
  void delete(String path) throws IOException {
    change("DELETE", "DELETE", path, Map.of("recursive", "false"));
  }

  @Override
  public void close() {
    transport.close();
  }
}
