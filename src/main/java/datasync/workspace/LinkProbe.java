package datasync.workspace;

import datasync.io.TempName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds out which kinds of links work between two folders, by making them.
public final class LinkProbe {
  private LinkProbe() {}

  /// The types that work, in the order of [LinkType]; a copy always counts. Leaves nothing behind.
  ///
  /// @param cache an existing folder, where the object would be
  /// @param workspace an existing folder, where the link would be
  /// @throws IOException when no file can be made in the cache
  public static List<LinkType> working(Path cache, Path workspace) throws IOException {
    Path from = cache.resolve(TempName.next());
    List<LinkType> found = new ArrayList<>();
    Files.createFile(from);
    try {
      // an empty file has no blocks to share
      Files.write(from, new byte[4096]);
      for (LinkType type : LinkType.values()) {
        if (works(type, from, workspace.resolve(TempName.next()))) {
          found.add(type);
        }
      }
    } finally {
      Files.deleteIfExists(from);
    }
    return found;
  }

  private static boolean works(LinkType type, Path from, Path to) throws IOException {
    try {
      switch (type) {
        case REFLINK -> Reflink.clone(from, to);
        case HARDLINK -> Files.createLink(to, from);
        case SYMLINK -> Files.createSymbolicLink(to, from);
        case COPY -> {
          return Files.isWritable(to.getParent());
        }
      }
      return true;
    } catch (IOException | UnsupportedOperationException refused) {
      return false;
    } finally {
      Files.deleteIfExists(to);
    }
  }
}
