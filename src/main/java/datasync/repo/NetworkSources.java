package datasync.repo;

import datasync.backend.FileInfo;
import datasync.config.RemoteSettings;
import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.remote.Located;
import datasync.remote.Remotes;
import datasync.task.Parallel;
import datasync.track.Cloud;
import datasync.track.FileDependency;
import datasync.track.ListedFile;
import datasync.track.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/// What is recorded of dependencies behind addresses: the digest that the store has (`etag`,
/// `checksum`), or where it has none the MD5, for which the file is read. A folder is named by the
/// listing of its files and their digests.
///
/// Source: dvc 3.67 `output.py` (`_get_hash_meta`), dvc-data 3.18 `hashfile/build.py`.
final class NetworkSources {
  private final Repository repository;

  NetworkSources(Repository repository) {
    this.repository = repository;
  }

  /// What to record of a dependency as it is now; empty when there is nothing, and when it cannot
  /// be reached, which is told as a warning.
  ///
  /// @throws RepositoryException when the store has no digest of it, or it lies in a folder here
  Optional<Recorded> look(FileDependency file) throws IOException {
    RemoteSettings settings = repository.config().forUrl(file.path(), file.settings());
    if (Remotes.isFolder(settings)) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "cannot look at `" + file.path() + "`: it is a folder of this machine",
          "write the path itself");
    }
    Remotes remotes =
        new Remotes(
            Remotes.Outside.unattended(repository.environment()));
    String hash = Recorded.hashOf(settings.scheme());
    try (Located place = remotes.locate(settings)) {
      return look(place, file.path(), hash);
    } catch (RepositoryException told) {
      throw told;
    } catch (IOException e) {
      repository.notices().warning("cannot reach `" + file.path() + "`: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// What to record of a place; empty when there is nothing.
  ///
  /// @param hash how the store names content, as [Recorded#hashOf] says
  static Optional<Recorded> look(Located place, String address, String hash)
      throws IOException {
    FileInfo info = place.file("");
    if (info != null) {
      return Optional.of(recorded(place, address, hash, "", info));
    }
    return place.isFolder("") ? Optional.of(folder(place, address, hash)) : Optional.empty();
  }

  private static Recorded folder(Located place, String address, String hash)
      throws IOException {
    SortedMap<String, FileInfo> infos = place.infos();
    Map<String, Recorded> known = new ConcurrentHashMap<>();
    Parallel.forTransfers(place.backend().parallelism())
        .forEach(
            infos.entrySet(),
            each ->
                known.put(
                    each.getKey(),
                    recorded(place, address, hash, each.getKey(), each.getValue())));
    List<ListedFile> files = new ArrayList<>();
    infos.keySet().forEach(path -> files.add(new ListedFile(path, known.get(path))));
    return ListedFile.directory(hash, files);
  }

  private static Recorded recorded(
      Located place, String address, String hash, String path, FileInfo info)
      throws IOException {
    if (hash.equals(Recorded.MD5)) {
      ObjectId id = Digester.digest(HashName.MD5, place.payload(path, info.size()), false);
      return Recorded.of(id, info.size(), -1, false);
    }
    if (info.checksum().isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Kind.REFUSED,
          "dependency '" + address + "' has neither an ETag nor a checksum");
    }
    return new Recorded(hash, info.checksum(), info.size(), -1, false, Cloud.NONE);
  }
}
