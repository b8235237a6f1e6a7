package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.VersionedBackend;
import datasync.io.BlockStream;
import datasync.object.RangedPayload;
import datasync.object.StoreFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a file behind an address, of which no digest is known: all that can be checked is
/// that as many bytes arrive as the server said there are.
///
/// @param version which version, or empty for what is there now
/// @param length bytes, or −1 when the server did not say
record LocatedPayload(Backend backend, String name, String version, long length)
    implements RangedPayload {
  @Override
  public InputStream openAt(long offset) throws IOException {
    InputStream in =
        !version.isEmpty() && backend instanceof VersionedBackend versions
            ? versions.openVersion(name, version, offset)
            : backend.open(name, offset);
    return length < 0 ? in : new Counting(in, offset);
  }

  private final class Counting extends BlockStream {
    private final InputStream in;
    private long at;

    Counting(InputStream in, long at) {
      this.in = in;
      this.at = at;
    }

    @Override
    public int read(byte[] target, int offset, int size) throws IOException {
      int count = in.read(target, offset, size);
      at += Math.max(count, 0);
      if (count < 0 ? at < length : at > length) {
        String seen = count < 0 ? Long.toString(at) : "more";
        throw new StoreFailure(
            "read", backend.location(), name, true,
            new EOFException(
                "the server told " + length + " bytes and sent " + seen
                    + "; the file may have changed meanwhile"));
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
