package datasync.backend.local;

import java.util.concurrent.ConcurrentLinkedQueue;

/// Byte arrays for whole small files, used again and again. Safe for several threads; there are
/// never more than ran at once.
final class Buffers {
  /// Files up to this many bytes are read once, into one of these.
  static final int SIZE = 128 << 10;

  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();

  byte[] take() {
    byte[] buffer = free.poll();
    return buffer == null ? new byte[SIZE] : buffer;
  }

  void giveBack(byte[] buffer) {
    free.offer(buffer);
  }
}
