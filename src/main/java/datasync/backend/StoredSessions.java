package datasync.backend;

import datasync.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Uploads remembered in small files of one folder, one for each, readable by their owner alone.
///
/// The files are named by a digest of the key, since keys hold addresses. Deleting the folder costs
/// nothing but uploads that start over.
public final class StoredSessions implements UploadSessions {
  private final Path folder;

  /// @param folder where the files are; made with the first
  public StoredSessions(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> find(String key) throws IOException {
    try {
      return Optional.of(Files.readString(file(key), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  @Override
  public void remember(String key, String session) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.writePrivate(file(key), (session + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void forget(String key) throws IOException {
    Files.deleteIfExists(file(key));
  }

  private Path file(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest, 0, 16));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
