package datasync.http;

/// Sees the bytes of a download as they are written, for progress and to hash them on the way.
public interface DownloadListener {
  /// Sees nothing.
  DownloadListener NONE =
      new DownloadListener() {
        @Override
        public void startingAt(long position) {}

        @Override
        public void received(byte[] buffer, int offset, int length) {}
      };

  /// The next byte is that at this position. Called first, and again whenever the position is not
  /// the one after the last byte: with 0 when the server makes us start anew.
  void startingAt(long position);

  /// These bytes came and are written to the file; the buffer is used again.
  void received(byte[] buffer, int offset, int length);
}
