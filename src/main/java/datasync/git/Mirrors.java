package datasync.git;

import datasync.io.Environment;
import datasync.io.FileStat;
import datasync.io.TempName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Bare copies of repositories behind URLs, kept in one folder and fetched again when they are
/// used again.
///
/// A copy keeps neither the URL nor credentials, runs no hooks and takes no transports that start
/// programs. Several processes may use one folder, in each one thread.
public final class Mirrors {
  private static final String HEAD = "refs/datasync/head";
  private static final int FOLDER_MODE = 0700;

  private final Path folder;
  private final Environment environment;

  /// A copy at one revision.
  ///
  /// @param git works in the copy
  /// @param folder the copy
  /// @param commit the commit that the revision means
  public record Mirror(Git git, Path folder, String commit) {}

  /// @param folder holds the copies; made when it is needed, for this user alone
  public Mirrors(Path folder, Environment environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /// The copy of a repository, with what it has now; a commit that is there already is not asked
  /// for again.
  ///
  /// @param revision a branch, tag or commit; empty for the default branch
  /// @return empty when the repository has no such revision
  /// @throws IOException when it cannot be reached
  public Optional<Mirror> open(String url, String revision) throws IOException {
    Files.createDirectories(folder);
    if (FileStat.hasModes()) {
      FileStat.setMode(folder, FOLDER_MODE);
    }
    Path copy = folder.resolve(name(url));
    try (FileChannel lock = channel(copy)) {
      lock.lock();
      if (!Files.isDirectory(copy)) {
        make(copy);
      }
      Git git = new Git(copy, environment);
      Optional<String> known =
          isCommit(revision) ? git.resolve(revision) : Optional.empty();
      if (known.isEmpty()) {
        fetch(git, url);
        known = git.resolve(revision.isEmpty() ? HEAD : revision);
      }
      if (known.isEmpty() && isCommit(revision)) {
        git.fetch(url, List.of(revision));
        known = git.resolve(revision);
      }
      return known.map(commit -> new Mirror(git, copy, commit));
    }
  }

  private static FileChannel channel(Path copy) throws IOException {
    return FileChannel.open(
        copy.resolveSibling(copy.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  private void make(Path copy) throws IOException {
    Path temporary = Files.createDirectory(TempName.beside(copy));
    new Git(temporary, environment).must(List.of("init", "--quiet", "--bare", "."));
    Files.move(temporary, copy);
  }

  private static void fetch(Git git, String url) throws IOException {
    git.fetch(
        url,
        List.of("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*", "+HEAD:" + HEAD),
        "--prune", "--no-tags", "--force");
  }

  private static boolean isCommit(String revision) {
    return revision.length() == 40 && revision.matches("[0-9a-f]+");
  }

  private static String name(String url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(url.replaceFirst("://[^/@]+@", "://").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
