package datasync.backend;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.object.StoreFailure;
import datasync.task.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.function.UnaryOperator;

/// What goes wrong over HTTP, told as failures of the store that say which operation on which file
/// it was. Immutable; safe for several threads.
///
/// @param location the store as a person would name it, without credentials
/// @param told what is to be said of a failure; whether it may pass is asked of the failure itself
public record HttpFailures(String location, UnaryOperator<HttpFailure> told) {
  /// Failures that are told as they are.
  public HttpFailures(String location) {
    this(location, failure -> failure);
  }

  /// Something asked of a server.
  @FunctionalInterface
  public interface Asking<T> {
    /// Asks.
    ///
    /// @throws HttpFailure when it is refused
    T ask() throws IOException;
  }

  /// Something told to a server, of which no answer is kept.
  @FunctionalInterface
  public interface Telling {
    /// Tells.
    ///
    /// @throws HttpFailure when it is refused
    void tell() throws IOException;
  }

  /// Whether a refusal to read from a position on only says that nothing is left there.
  @FunctionalInterface
  public interface Ending {
    /// @param refused what the server said
    /// @throws IOException when that cannot be told
    boolean isReached(HttpFailure refused) throws IOException;
  }

  /// What happened, as a failure of the store.
  ///
  /// @param operation the verb, such as `read`
  /// @param name the file or folder; empty for the store as a whole
  public StoreFailure of(String operation, String name, HttpFailure cause) {
    return new StoreFailure(operation, location, name, cause.isRetryable(), told.apply(cause));
  }

  /// Asks; a refusal becomes a failure of the store.
  public <T> T ask(String operation, String name, Asking<T> asking) throws IOException {
    try {
      return asking.ask();
    } catch (HttpFailure failure) {
      throw of(operation, name, failure);
    }
  }

  /// Tells; a refusal becomes a failure of the store.
  public void tell(String operation, String name, Telling telling) throws IOException {
    try {
      telling.tell();
    } catch (HttpFailure failure) {
      throw of(operation, name, failure);
    }
  }

  /// Opens a file from its first byte on, or where the server tells its end by itself.
  ///
  /// @throws NoSuchFileException when the server says that it is not there
  public InputStream open(String name, Asking<InputStream> asking) throws IOException {
    return open(name, asking, refused -> false);
  }

  /// Opens a file; the stream is empty where the end is reached.
  ///
  /// @throws NoSuchFileException when the server says that it is not there
  public InputStream open(String name, Asking<InputStream> asking, Ending ending)
      throws IOException {
    try {
      return reading(name, asking.ask());
    } catch (HttpFailure failure) {
      if (failure.kind() == FailureKind.NOT_FOUND) {
        throw new NoSuchFileException(failure.url());
      }
      if (ending.isReached(failure)) {
        return InputStream.nullInputStream();
      }
      throw of("read", name, failure);
    }
  }

  /// The bytes of a file that is open; what breaks them off is told as it is.
  ///
  /// @param in closed with the result
  public InputStream reading(String name, InputStream in) {
    return new HttpReading(location, name, in);
  }

  /// Does one thing to each of several files, some at once and each by itself, past failures.
  ///
  /// @param atOnce how many at once, at least 1
  /// @throws IOException the first failure, after the others were tried
  public void each(
      String operation, Collection<String> names, int atOnce, Parallel.Action<String> action)
      throws IOException {
    all(names, atOnce, name -> tell(operation, name, () -> action.run(name)));
  }

  /// The same for things that tell their failures themselves.
  ///
  /// @throws IOException the first failure, after the others were tried
  public static <T> void all(Collection<T> items, int atOnce, Parallel.Action<T> action)
      throws IOException {
    var failures = Parallel.forTransfers(atOnce).tryEach(items, action);
    if (!failures.isEmpty()) {
      throw failures.getFirst().reason();
    }
  }
}
