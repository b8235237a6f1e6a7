package datasync.backend;

import datasync.object.Payload;
import datasync.io.FirstBytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Keeps files under relative names such as `files/md5/ab/cdef`. Safe for several threads.
///
/// Failures are [datasync.object.StoreFailure]s that name the operation, the redacted location and
/// the file. Closing ends connections; a closed backend is not used again.
public interface Backend extends Closeable {
  /// The size of a file in bytes, or empty when there is none; a file whose size the protocol does
  /// not tell has the size −1 inside the optional.
  ///
  /// @throws IOException when the backend cannot tell, which is not the same as missing
  OptionalLong size(String name) throws IOException;

  /// What is known of a file without reading it; null when there is none.
  ///
  /// @throws IOException when the backend cannot tell, which is not the same as missing
  default FileInfo look(String name) throws IOException {
    OptionalLong size = size(name);
    return size.isEmpty() ? null : FileInfo.ofSize(size.getAsLong());
  }

  /// Opens a file from byte `from` on. The caller closes the stream.
  ///
  /// @param from bytes to leave out, from 0 to the size
  /// @throws java.nio.file.NoSuchFileException when there is no such file
  InputStream open(String name, long from) throws IOException;

  /// Opens a stretch of a file, several of which may be read at once. The caller closes the stream,
  /// which ends with the stretch, or before that with the file. A backend that can asks for no more
  /// than the stretch.
  ///
  /// @param from bytes to leave out, from 0 to the size
  /// @param length how many bytes at most, at least 1
  /// @throws java.nio.file.NoSuchFileException when there is no such file
  /// @throws IOException that is final when only whole files can be had
  default InputStream open(String name, long from, long length) throws IOException {
    return new FirstBytes(open(name, from), length);
  }

  /// Writes a file that appears whole or not at all, replacing one of that name where the protocol
  /// can. Parent folders are made.
  ///
  /// @throws IOException of the payload as thrown, or a store failure
  void write(String name, Payload payload) throws IOException;

  /// How many requests in parallel this backend serves well; at least 1.
  int parallelism();

  /// Where this is, as a person would name it, without any credential.
  String location();
}
