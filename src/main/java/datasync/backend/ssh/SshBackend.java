package datasync.backend.ssh;

import datasync.backend.FileInfo;
import datasync.backend.ListableBackend;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.io.SettingException;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.OptionalLong;

/// The files below one folder of an SFTP server. Safe for several threads; the caller closes it.
public final class SshBackend implements ListableBackend {
  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final int CALLS_PER_CONNECTION = 8;

  private final String folder;
  private final String location;
  private final int parallelism;
  private final Sessions sessions;
  private final Retries retries;
  private final UploadSessions uploads;

  /// What a backend is made of.
  ///
  /// @param folder the path on the server
  /// @param location the address as a person may see it
  /// @param connections how many connections at most
  record Place(String folder, String location, int connections) {}

  SshBackend(Place place, Connector connector, Retries retries, UploadSessions uploads) {
    this.folder = place.folder();
    this.location = place.location();
    this.parallelism = place.connections() * CALLS_PER_CONNECTION;
    this.sessions = new Sessions(connector, place.connections());
    this.retries = retries;
    this.uploads = uploads;
  }

  /// A backend with the settings of a remote; it connects when it is first asked.
  ///
  /// @throws SettingException when a value makes no sense
  public static SshBackend open(Opening opening) throws SettingException {
    SshSettings settings = SshSettings.of(opening);
    Retries retries =
        new Retries(
            ATTEMPTS,
            FIRST_WAIT,
            opening.environment().random(),
            Thread::sleep,
            opening.progress()::retried);
    return new SshBackend(
        new Place(settings.folder(), settings.location(), settings.connections()),
        new SshConnector(settings, opening),
        retries,
        opening.sessions());
  }

  /// Work over one connection.
  @FunctionalInterface
  private interface Work<T> {
    T over(Sftp sftp) throws IOException;
  }

  private <T> T run(String operation, String name, Work<T> work) throws IOException {
    try {
      return retries.run(
          () -> {
            try (Sessions.Lease lease = sessions.lease()) {
              return work.over(lease.sftp());
            }
          });
    } catch (IOException failed) {
      throw failure(operation, name, failed);
    }
  }

  private IOException failure(String operation, String name, IOException cause) {
    boolean interrupted =
        cause instanceof InterruptedIOException && Thread.currentThread().isInterrupted();
    if (interrupted || cause instanceof StoreFailure || cause instanceof NoSuchFileException) {
      return cause;
    }
    return new StoreFailure(operation, location, name, cause instanceof ConnectionLost, cause);
  }

  private String path(String name) {
    return Listing.below(folder, name);
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    Attributes there = run("query", name, sftp -> sftp.stat(path(name)));
    return there == null || !there.isFile()
        ? OptionalLong.empty()
        : OptionalLong.of(there.size());
  }

  @Override
  public FileInfo look(String name) throws IOException {
    OptionalLong size = size(name);
    return size.isEmpty() ? null : FileInfo.ofSize(size.getAsLong());
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    try {
      return Reading.open(
          sessions, path(name), from, retries, cause -> failure("read", name, cause));
    } catch (Refusal refusal) {
      if (refusal.isMissing()) {
        throw new NoSuchFileException(location + "/" + name);
      }
      throw failure("read", name, refusal);
    } catch (IOException failed) {
      throw failure("read", name, failed);
    }
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    Source source = new Source(payload);
    Upload upload = new Upload(path(name), source, uploads, location);
    upload.recall();
    try {
      retries.run(
          () -> {
            try (Sessions.Lease lease = sessions.lease()) {
              upload.send(lease.sftp());
            }
            return null;
          });
    } catch (IOException failed) {
      throw failed == source.failure() ? failed : failure("write", name, failed);
    }
  }

  @Override
  public void list(String below, Visitor visitor) throws IOException {
    walk(
        below,
        (name, attributes) -> {
          String last = name.substring(name.lastIndexOf('/') + 1);
          if (attributes.isFile() && !TempName.matches(last)) {
            visitor.file(name, attributes.size());
          }
          return true;
        });
  }

  @Override
  public void children(String below, ChildVisitor visitor) throws IOException {
    walk(
        below,
        (name, attributes) -> {
          String last = name.substring(name.lastIndexOf('/') + 1);
          boolean isFolder = attributes.isFolder();
          if (isFolder || attributes.isFile() && !TempName.matches(last)) {
            visitor.child(last, isFolder, isFolder ? -1 : attributes.size());
          }
          return false;
        });
  }

  private void walk(String below, Listing.Taker taker) throws IOException {
    Stopped stopped = new Stopped(taker);
    Listing listing = new Listing(path(below), below, stopped);
    try {
      retries.run(
          () -> {
            try (Sessions.Lease lease = sessions.lease()) {
              listing.run(lease.sftp());
            }
            return null;
          });
    } catch (IOException failed) {
      throw failed == stopped.reason ? failed : failure("list", below, failed);
    }
  }

  /// Remembers what the taker itself threw: that is no failure of this store.
  private static final class Stopped implements Listing.Taker {
    private final Listing.Taker taker;
    private IOException reason;

    Stopped(Listing.Taker taker) {
      this.taker = taker;
    }

    @Override
    public boolean take(String name, Attributes attributes) throws IOException {
      try {
        return taker.take(name, attributes);
      } catch (IOException thrown) {
        reason = thrown;
        throw thrown;
      }
    }
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    Deque<String> left = new ArrayDeque<>(names);
    IOException first = run("delete", "", sftp -> remove(sftp, left));
    if (first != null) {
      throw first;
    }
  }

  /// Removes what is left of the names; returns the first failure, or null.
  private IOException remove(Sftp sftp, Deque<String> left) throws IOException {
    IOException first = null;
    Deque<Pending> asked = new ArrayDeque<>();
    Deque<String> sent = new ArrayDeque<>();
    try {
      while (!left.isEmpty() || !sent.isEmpty()) {
        while (sent.size() < Windows.REQUESTS && !left.isEmpty()) {
          sent.add(left.peek());
          asked.add(sftp.remove(path(left.remove())));
        }
        Reply reply = asked.remove().await();
        String name = sent.remove();
        try {
          reply.done();
        } catch (Refusal refusal) {
          boolean gone = refusal.isMissing();
          first = gone || first != null ? first : failure("delete", name, refusal);
        }
      }
    } catch (ConnectionLost lost) {
      left.addAll(sent);
      throw lost;
    }
    return first;
  }

  @Override
  public int parallelism() {
    return parallelism;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public void close() throws IOException {
    sessions.close();
  }
}
