package datasync.backend;

import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;

/// A backend that can keep older versions of its files, each with an id: S3, GCS, Azure.
///
/// Whether it really does is a setting of the bucket: [FileInfo#version] is empty where it does
/// not.
public interface VersionedBackend extends ListableBackend {
  /// Receives the files of a listing with what the server says about them.
  @FunctionalInterface
  interface InfoVisitor {
    /// @param name the file's name relative to the backend, with `/`
    /// @param info size, `etag` and version of the newest version
    void file(String name, FileInfo info) throws IOException;
  }

  /// Writes a file as [#write] does and tells which version it became.
  ///
  /// @throws IOException of the payload as thrown, or a store failure
  FileInfo writeVersion(String name, Payload payload) throws IOException;

  /// What is known of one version of a file; null when there is none of that id.
  ///
  /// @throws IOException when the backend cannot tell, which is not the same as missing
  FileInfo lookVersion(String name, String version) throws IOException;

  /// Opens one version of a file from byte `from` on. The caller closes the stream.
  ///
  /// @param from bytes to leave out, from 0 to the size
  /// @throws java.nio.file.NoSuchFileException when there is no such version
  InputStream openVersion(String name, String version, long from) throws IOException;

  /// Hands the newest version of every file below a folder to `visitor`, in no order; deleted
  /// files are left out. A folder that is not there is empty.
  ///
  /// @param folder a relative name without trailing `/`, or empty for everything
  /// @throws IOException when the listing could not be read to its end
  void listVersions(String folder, InfoVisitor visitor) throws IOException;
}
