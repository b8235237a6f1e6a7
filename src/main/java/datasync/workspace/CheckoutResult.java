package datasync.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a checkout did.
///
/// @param outputs one for each request that changed something or failed, in their order
public record CheckoutResult(List<Output> outputs) {
  /// Copies the list.
  public CheckoutResult {
    outputs = List.copyOf(outputs);
  }

  /// What happened to an output.
  ///
  /// @param path the output
  /// @param kind the change of the output as a whole
  /// @param directory whether it is a directory now, or was one when it is deleted
  /// @param added files that appeared
  /// @param modified files that were replaced or got another mode
  /// @param deleted files that went
  /// @param failures what could not be made, at most the first thousand; when there are some the
  ///     output was removed
  public record Output(
      Path path,
      Difference.Kind kind,
      boolean directory,
      long added,
      long modified,
      long deleted,
      List<Failure> failures) {
    /// Copies the list.
    public Output {
      failures = List.copyOf(failures);
    }
  }

  /// A file that could not be made.
  ///
  /// @param path absolute
  /// @param cause why: [datasync.object.ObjectMissing] when the cache does not have it
  public record Failure(Path path, IOException cause) {}
}
