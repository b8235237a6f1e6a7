package datasync.track;

import datasync.object.HashName;
import datasync.object.Tree;
import datasync.text.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Reads and writes the listing of a tracked directory, the content of a `.dir` object.
public final class DirListing {
  private DirListing() {}

  /// Reads a listing; the stream is not closed.
  ///
  /// @param hash the hash the digests in it were made with: that of the listing's own name
  /// @param source the object as a person would name it
  /// @throws FormatException when it is no listing, or names a path that no directory can have
  /// @throws IOException when the stream fails
  public static Tree read(InputStream in, HashName hash, String source) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// Reads a listing that is in memory.
  ///
  /// @throws FormatException as above
  public static Tree read(byte[] bytes, HashName hash, String source) throws FormatException {
    throw new UnsupportedOperationException("not yet");
  }

  /// Writes the bytes DVC writes; the stream is flushed, not closed.
  public static void write(Tree tree, OutputStream out) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /// The bytes DVC writes.
  public static byte[] bytes(Tree tree) {
    throw new UnsupportedOperationException("not yet");
  }
}
