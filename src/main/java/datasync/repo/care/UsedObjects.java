package datasync.repo.care;

import datasync.object.CorruptObject;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.Payload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.repo.History;
import datasync.repo.Notices;
import datasync.repo.Repository;
import datasync.repo.RepositoryException;
import datasync.repo.Stages;
import datasync.repo.Transfer;
import datasync.track.ListedFile;
import datasync.track.Output;
import datasync.track.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The objects that revisions of one project use, by the remote that outputs name.
///
/// Imports from other repositories do not count, as with DVC: their content comes from their
/// source. A listing that the cache does not have is fetched first.
final class UsedObjects {
  private final Repository repository;
  private final Transfer transfer;
  private final Notices notices;
  private final boolean force;
  private final Map<String, Set<ObjectId>> byRemote = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();

  /// @param transfer opens the remotes of the project
  /// @param force whether a listing that cannot be had is given up, with the files it names
  UsedObjects(Repository repository, Transfer transfer, Notices notices, boolean force) {
    this.repository = repository;
    this.transfer = transfer;
    this.notices = notices;
    this.force = force;
  }

  /// An output of a stage with its id.
  private record Used(Stage stage, Output output, ObjectId id) {}

  /// Finds out what the revisions use.
  ///
  /// @return ids by the name of a remote, empty for the one of the command or the default
  /// @throws datasync.repo.CollectException when that cannot be found out for a revision
  Map<String, Set<ObjectId>> collect(History.Range range, boolean skipFailed)
      throws IOException {
    new History(repository)
        .forEveryOne(range, skipFailed, (revision, stages) -> add(stages));
    return byRemote;
  }

  private void add(Stages stages) throws IOException {
    List<Used> found = new ArrayList<>();
    Map<String, Set<ObjectId>> listings = new LinkedHashMap<>();
    for (Stage stage : stages.all()) {
      for (Output output : stage.outputs()) {
        if (!output.cached() || stage.isRepoImport() || stage.isPartialImport()) {
          continue;
        }
        if (output.recorded().id().isEmpty()) {
          warn(stage, output);
          continue;
        }
        Used used = new Used(stage, output, output.recorded().id().get());
        if (!byRemote.getOrDefault(output.remote(), Set.of()).contains(used.id())) {
          found.add(used);
          if (used.id().isTree() && output.files().isEmpty()) {
            listings
                .computeIfAbsent(output.remote(), any -> new LinkedHashSet<>())
                .add(used.id());
          }
        }
      }
    }
    fetch(listings);
    Map<String, Set<ObjectId>> more = new HashMap<>();
    for (Used used : found) {
      add(used, more.computeIfAbsent(used.output().remote(), any -> new HashSet<>()));
    }
    more.forEach(
        (name, ids) -> byRemote.computeIfAbsent(name, any -> new HashSet<>()).addAll(ids));
  }

  private void warn(Stage stage, Output output) {
    String address = stage.address(repository.project().workingDirectory());
    if (told.add(address + " " + output.path())) {
      notices.warning(
          "output '" + output.path() + "' of '" + address
              + "' has no recorded content; what it holds is not kept");
    }
  }

  private void fetch(Map<String, Set<ObjectId>> listings) {
    for (Map.Entry<String, Set<ObjectId>> each : listings.entrySet()) {
      try {
        transfer.fetchListings(each.getKey(), each.getValue());
      } catch (IOException unreachable) {
        notices.warning("listings cannot be fetched: " + unreachable.getMessage());
      }
    }
  }

  private void add(Used used, Set<ObjectId> ids) throws IOException {
    List<ListedFile> files = used.output().files();
    Tree tree = null;
    if (used.id().isTree()) {
      tree = repository.trees().of(used.id(), files).orElse(null);
      if (tree == null || files.isEmpty() && !isRight(used.id())) {
        lost(used);
        return;
      }
      for (int i = 0; i < tree.size(); i++) {
        ids.add(tree.id(i));
      }
    }
    ids.add(used.id());
  }

  /// Whether a listing that can be read has the bytes of its name: a wrong digest in it would cost
  /// a file. One that is not in the cache was verified when a remote gave it.
  private boolean isRight(ObjectId id) throws IOException {
    try {
      Payload payload = repository.cache().payload(id);
      new VerifiedPayload(id, payload, repository.cache().location()).verify();
      return true;
    } catch (ObjectMissing notKept) {
      return true;
    } catch (CorruptObject wrong) {
      return false;
    }
  }

  private void lost(Used used) throws RepositoryException {
    String address = used.stage().address(repository.project().workingDirectory());
    String text =
        "the listing of '" + used.output().path() + "' (`" + address + "`, " + used.id().value()
            + ") is in neither cache nor remote, or is corrupt";
    if (!force) {
      throw new RepositoryException(
          RepositoryException.Kind.DATA,
          text + "; nothing was removed, because its files cannot be told from unused ones",
          "push it from where it is, or add `-f` to lose the files that only it names");
    }
    notices.warning(text + ": files that only it names are lost");
  }
}
