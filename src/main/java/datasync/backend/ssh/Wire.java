package datasync.backend.ssh;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/// The two streams to one SFTP server. Closing it ends both and whatever is behind them, and wakes
/// up who reads or writes.
interface Wire extends Closeable {
  /// What the server says.
  InputStream in();

  /// What the server is told.
  OutputStream out();

  /// What there is to read about why the line ended, or empty; may wait a moment for it.
  String lastWords();

  @Override
  void close();
}
