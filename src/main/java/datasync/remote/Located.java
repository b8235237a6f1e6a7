package datasync.remote;

import datasync.backend.Backend;
import java.io.Closeable;
import java.io.IOException;

/// What an address names: a backend and a name in it. The caller closes it.
///
/// @param backend where it is
/// @param name the file or folder there; empty for the top
public record Located(Backend backend, String name) implements Closeable {
  @Override
  public void close() throws IOException {
    backend.close();
  }
}
