package datasync.backend.webdav;

import datasync.backend.PayloadBody;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Percent;
import datasync.http.Request;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// Sends files: under a temporary name first, which a move then replaces by the right one. Safe for
/// several threads.
final class DavUpload {
  private final DavClient client;
  private final DavFolders folders;
  private final DavMove move;
  private final Optional<DavChunks> chunks;
  private volatile boolean movesRefused;

  DavUpload(DavClient client, DavChunks.Sizes sizes) {
    this.client = client;
    this.folders = new DavFolders(client);
    this.move = new DavMove(client);
    this.chunks = DavChunks.of(client, sizes);
  }

  void send(String name, Payload payload) throws IOException {
    URI target = client.file(name);
    folders.ensureParent(target);
    if (chunks.isPresent() && chunks.get().takes(payload)) {
      chunks.get().send(name, target, (RangedPayload) payload);
      return;
    }
    if (!movesRefused && isSafeToMove(target)) {
      if (sendAndMove(name, target, payload)) {
        return;
      }
      movesRefused = true;
    }
    try {
      put(target, payload);
    } catch (IOException failed) {
      removePart(name, target, payload);
      throw failed;
    }
  }

  /// Whether every server understands the name as the target of a move: wsgidav 4.4 decodes the
  /// address before it looks for the query and parameters, and moves to a shorter name.
  private static boolean isSafeToMove(URI target) {
    String path = Percent.decode(target.getRawPath());
    return path.indexOf('?') < 0 && path.indexOf(';') < 0;
  }

  /// False when the server does not move files.
  private boolean sendAndMove(String name, URI target, Payload payload) throws IOException {
    URI temporary = target.resolve(TempName.next());
    try {
      put(temporary, payload);
      switch (move.move(temporary, target)) {
        case DONE -> {
          return true;
        }
        case NOTHING_THERE -> {
          // the answer to an earlier try may have been lost
          if (isWhole(name, payload)) {
            return true;
          }
          throw HttpFailure.of(
              Request.get(temporary), FailureKind.PROTOCOL,
              "the server lost the file before it got its name", null);
        }
        case REFUSED -> remove(temporary);
      }
      return false;
    } catch (IOException failed) {
      remove(temporary);
      throw failed;
    }
  }

  private boolean isWhole(String name, Payload payload) throws IOException {
    DavEntry there = client.look(name);
    return there != null && (payload.length() < 0 || there.size() == payload.length());
  }

  private void put(URI target, Payload payload) throws IOException {
    if (!sent(target, payload, true)) {
      // somebody removed the folder since
      folders.forget();
      folders.ensureParent(target);
      sent(target, payload, false);
    }
  }

  /// False when the folder is missing, where that is worth another try.
  private boolean sent(URI target, Payload payload, boolean mayLackFolder) throws IOException {
    Request request =
        Request.of("PUT", target, new PayloadBody(payload))
            .with("Content-Type", "application/octet-stream");
    return client.ask(
        request,
        response -> {
          if (response.isSuccess()) {
            return true;
          }
          if (mayLackFolder && (response.status() == 409 || response.status() == 404)) {
            return false;
          }
          throw DavClient.refused(response);
        });
  }

  /// Removes what a server may have kept of a file whose sending broke off.
  private void removePart(String name, URI target, Payload payload) {
    try {
      if (!isWhole(name, payload)) {
        client.delete(target);
      }
    } catch (IOException unreachable) {
      // the failure that brought us here says more
    }
  }

  private void remove(URI temporary) {
    try {
      client.delete(temporary);
    } catch (IOException unreachable) {
      // it stays, under a name that listings leave out
    }
  }
}
