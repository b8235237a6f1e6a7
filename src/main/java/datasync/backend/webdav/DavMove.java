package datasync.backend.webdav;

import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import java.io.IOException;
import java.net.URI;

/// Gives a file that was sent its name. Safe for several threads.
///
/// Servers behind a proxy that ends TLS may not know the address they are asked by; the target is
/// then named by its path alone, or with the other scheme.
final class DavMove {
  private final DavClient client;
  private volatile Form works = Form.WHOLE;

  DavMove(DavClient client) {
    this.client = client;
  }

  private enum Form {
    WHOLE,
    PATH,
    OTHER_SCHEME;

    String of(URI target) {
      return switch (this) {
        case WHOLE -> target.toString();
        case PATH -> target.getRawPath();
        case OTHER_SCHEME ->
            target.getScheme().equals("http")
                ? "https" + target.toString().substring("http".length())
                : "http" + target.toString().substring("https".length());
      };
    }
  }

  /// How a move ended.
  enum Outcome {
    /// The file has its name.
    DONE,
    /// There is nothing to move, which may mean that an earlier try went through.
    NOTHING_THERE,
    /// The server does not move.
    REFUSED
  }

  /// Moves a file over whatever has the name.
  Outcome move(URI from, URI to) throws IOException {
    return client.policy().run(() -> once(request(from), to));
  }

  private static Request request(URI from) {
    return Request.of("MOVE", from, RequestBody.NONE).with("Overwrite", "T");
  }

  /// Tries the forms of the target until the server likes one.
  Outcome once(Request request, URI to) throws IOException {
    Form first = works;
    HttpFailure[] gateway = new HttpFailure[1];
    for (Form form : Form.values()) {
      if (form.ordinal() < first.ordinal()) {
        continue;
      }
      Outcome outcome =
          client.exchange(
              request.with("Destination", form.of(to)), response -> outcome(response, gateway));
      if (outcome != null) {
        works = outcome == Outcome.DONE ? form : works;
        return outcome;
      }
    }
    if (gateway[0] != null) {
      throw gateway[0];
    }
    return Outcome.REFUSED;
  }

  /// Null where another form of the target may work.
  private static Outcome outcome(Response response, HttpFailure[] gateway) throws HttpFailure {
    int status = response.status();
    if (response.isSuccess() && status != 207) {
      return Outcome.DONE;
    }
    return switch (status) {
      case 404, 410 -> Outcome.NOTHING_THERE;
      case 403, 405, 501 -> Outcome.REFUSED;
      case 400 -> null;
      case 502 -> {
        gateway[0] = DavClient.refused(response);
        yield null;
      }
      default -> throw DavClient.refused(response);
    };
  }}
