package datasync.backend;

import datasync.object.RangedPayload;
import datasync.object.SlicePayload;
import datasync.task.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A file sent in parts of one size, several at once. Immutable.
///
/// @param payload the bytes, whose length is known
/// @param partSize the bytes of each part but the last, positive
public record PartedUpload(RangedPayload payload, long partSize) {
  /// One part.
  ///
  /// @param number its number, from 1
  /// @param bytes what it holds
  public record Part(int number, SlicePayload bytes) {}

  /// Sends one part.
  @FunctionalInterface
  public interface Sender {
    /// Sends it whole, or fails.
    void send(Part part) throws IOException;
  }

  /// How many parts there are; an empty file has one empty part.
  public int parts() {
    return Math.toIntExact(Math.max(1, Math.ceilDiv(payload.length(), partSize)));
  }

  /// The part with a number from 1 to [#parts].
  public Part part(int number) {
    long from = (number - 1) * partSize;
    long length = Math.min(partSize, payload.length() - from);
    return new Part(number, new SlicePayload(payload, from, length));
  }

  /// Sends the parts that are not there yet; blocks until all are.
  ///
  /// @param there tells of a number whether the server has the part already
  /// @param atOnce how many parts are on their way at once, at least 1
  /// @throws IOException the first failure, after every part that was on its way has ended
  public void send(IntPredicate there, int atOnce, Sender sender) throws IOException {
    List<Part> missing = new ArrayList<>();
    for (int number = 1; number <= parts(); number++) {
      if (!there.test(number)) {
        missing.add(part(number));
      }
    }
    Parallel.forTransfers(atOnce).forEach(missing, sender::send);
  }
}
