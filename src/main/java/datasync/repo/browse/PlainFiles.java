package datasync.repo.browse;

import datasync.config.Config;
import datasync.object.Payload;
import datasync.repo.Stages;
import datasync.workspace.DvcIgnore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files of a folder or a commit, without what is tracked. Paths are relative to its top.
interface PlainFiles extends Closeable {
  /// Where the top is, or would be checked out; absolute.
  Path top();

  /// What a path stands for; links are followed where they lead somewhere.
  ///
  /// @return empty when there is nothing
  Optional<PlainNode> find(String path) throws IOException;

  /// What a folder holds, in no order and whatever ignore files say; empty for a file.
  List<PlainNode> children(String path) throws IOException;

  /// The bytes of a file.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none
  Payload payload(String path) throws IOException;

  /// The configuration of the project in a folder.
  Config config(String folder) throws IOException;

  /// The stages of the project in a folder.
  Stages stages(String folder, Config config) throws IOException;

  /// The ignore rules of the project in a folder, or of a top without a project.
  DvcIgnore ignore(String folder) throws IOException;

  /// Whether the cache of its projects is on this machine.
  boolean hasCache();
}
