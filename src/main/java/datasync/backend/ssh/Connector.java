package datasync.backend.ssh;

import java.io.Closeable;
import java.io.IOException;

/// Makes connections to one server. Safe for several threads.
interface Connector extends Closeable {
  /// A connection that has greeted and been greeted. The caller closes it.
  ///
  /// @throws ConnectionLost when it may work later
  /// @throws IOException when it will not: the login, the host's key, the settings
  Connection connect() throws IOException;
}
