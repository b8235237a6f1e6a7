package datasync.task;

import java.time.Duration;
import java.time.Instant;

/// Is told how far a command has come. Safe for several threads; must return quickly.
public interface Progress {
  /// Work starts, or more of it was found: adds to the totals.
  ///
  /// @param objects how many objects
  /// @param bytes their bytes as far as known
  void begin(long objects, long bytes);

  /// The calling thread starts with an object; its calls of [#advance] belong to it until
  /// [#finished]. Nobody needs to call this: without it only totals are shown.
  ///
  /// @param name what a person calls it
  /// @param bytes its size, or -1 when unknown
  default void started(String name, long bytes) {}

  /// Bytes moved or hashed since the last call; negative when a retry starts over.
  void advance(long bytes);

  /// One object is done.
  ///
  /// @param name what a person calls it
  void finished(String name);

  /// A request failed and is made again.
  ///
  /// @param reason why it failed, without names and without secrets: reasons are counted
  /// @param wait how long the thread waits before
  void retried(String reason, Duration wait);

  /// The same after a connection that was lost, without a wait.
  default void retried() {
    retried("the connection was lost", Duration.ZERO);
  }

  /// A server said what time it is there, in whole seconds.
  default void serverTime(Instant time) {}

  /// Takes reports and does nothing.
  static Progress none() {
    return Silent.INSTANCE;
  }
}
