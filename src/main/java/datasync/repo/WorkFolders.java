package datasync.repo;

import datasync.io.FileNames;
import datasync.text.ignore.IgnorePattern;
import datasync.workspace.DirectoryFilter;
import datasync.workspace.DvcIgnore;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// The folders of the working tree as `.dvcignore` and Git show them.
final class WorkFolders implements Folders {
  private final DvcIgnore ignore;
  private final Scm scm;

  WorkFolders(DvcIgnore ignore, Scm scm) {
    this.ignore = ignore;
    this.scm = scm;
  }

  @Override
  public Children children(Path folder) throws IOException {
    DirectoryFilter filter = ignore.enter(folder);
    List<String> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(FileVisitOption.class),
        1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            String name = path.getFileName().toString();
            boolean directory = attributes.isDirectory();
            if (!filter.ignores(name, directory)) {
              if (directory || Stages.isMetadata(name)) {
                refuseOtherEncodings(path);
              }
              (directory ? folders : files).add(name);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException failure)
              throws IOException {
            if (path.equals(folder)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    folders.sort(null);
    return new Children(files, folders);
  }

  /// A name that is no UTF-8 cannot be opened again by its text; to pass over it in silence would
  /// hide what is tracked there.
  private static void refuseOtherEncodings(Path path) throws RepositoryException {
    if (FileNames.name(path).isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "the name of `" + FileNames.escaped(path) + "` is not valid UTF-8",
          "rename it, or name it in `.dvcignore` with `?` for what is not UTF-8");
    }
  }

  @Override
  public boolean isGitIgnored(Path path, boolean folder) throws IOException {
    return folder ? scm.ignoresContents(path) : scm.isIgnored(path, false);
  }

  @Override
  public boolean isHidden(Path file) throws IOException {
    return ignore.ignores(file, false);
  }

  @Override
  public IgnorePattern deciding(Path data) throws IOException {
    return ignore.match(data, Files.isDirectory(data));
  }
}
