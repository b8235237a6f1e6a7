package datasync.backend.ssh;

/// How much is on its way at once.
final class Windows {
  /// Bytes of all streams of a connection: twice the window of OpenSSH's channels.
  static final int BYTES = 4 << 20;
  /// Bytes of one stream that is written; what a cut may cost.
  static final int UPLOAD = 2 << 20;
  /// Requests without bytes, such as those of a listing.
  static final int REQUESTS = 32;

  private Windows() {}
}
