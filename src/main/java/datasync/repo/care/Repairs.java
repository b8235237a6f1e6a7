package datasync.repo.care;

import datasync.backend.local.FolderAudit;
import datasync.io.FileStat;
import datasync.object.ObjectId;
import datasync.object.ObjectSink;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.repo.Inspector;
import datasync.repo.Trees;
import datasync.task.Parallel;
import datasync.task.Progress;
import datasync.track.DirListing;
import datasync.workspace.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings the right bytes to where they are missing or wrong: from the cache, from any remote, or
/// from a file of the working tree that still has them. For one thread.
final class Repairs {
  private final Fsck fsck;
  private final FsckReport report;
  private final Progress progress;
  private final Map<String, Listings.Opener> places = new LinkedHashMap<>();

  Repairs(Fsck fsck, FsckReport report, Progress progress) {
    this.fsck = fsck;
    this.report = report;
    this.progress = progress;
  }

  /// Repairs what can be repaired, files before listings, and says so in the report.
  void run() throws IOException {
    places.put(Fsck.CACHE, fsck.opener(Fsck.CACHE));
    for (String name : fsck.repository().config().remoteNames()) {
      try {
        places.put(name, fsck.opener(name));
      } catch (IOException notUsable) {
        fsck.repository().notices().warning(
            "remote '" + name + "' cannot help: " + notUsable.getMessage());
      }
    }
    List<Finding> findings = report.findings();
    // side by side: one that is whole again helps the next
    Map<String, List<Integer>> files = new LinkedHashMap<>();
    List<Integer> listings = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      if (isRepairable(finding)) {
        (finding.subject().id().isTree()
                ? listings
                : files.computeIfAbsent(finding.side(), any -> new ArrayList<>()))
            .add(i);
      }
    }
    for (List<Integer> side : files.values()) {
      Parallel.onCores().forEach(side, i -> repair(i, findings.get(i)));
    }
    for (Integer i : listings) {
      repair(i, findings.get(i));
    }
  }

  private static boolean isRepairable(Finding finding) {
    return switch (finding.kind()) {
      case CORRUPT, MISSING, UNREADABLE -> true;
      case BAD_LISTING, NOT_CANONICAL, WRONG_SIZE, MODE, MISPLACED, LEFTOVER -> false;
    };
  }

  private void repair(int index, Finding finding) throws IOException {
    ObjectId id = finding.subject().id();
    String outcome = "";
    try {
      outcome =
          makeRoom(finding)
              ? bring(id, finding.side(), report.pathsOf(finding).paths())
              : "";
    } catch (ClosedByInterruptException | InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException refused) {
      report.replace(index, finding.with("repair failed: " + refused.getMessage(), false));
      return;
    }
    boolean well = !outcome.isEmpty();
    report.replace(
        index, finding.with(well ? "repaired from " + outcome : "nobody has it", well));
    progress.finished(id.value());
  }

  /// Moves away what stands where the right bytes go.
  private boolean makeRoom(Finding finding) throws IOException {
    Optional<FolderAudit> folder = fsck.folder(finding.side());
    if (folder.isEmpty()) {
      return true;
    }
    ObjectId id = finding.subject().id();
    Optional<FileStat> there = folder.get().find(id);
    if (there.isEmpty()) {
      return true;
    }
    Path file = folder.get().path(id);
    try {
      if (folder.get().digest(file, id, bytes -> {}).equals(id)) {
        return true;
      }
    } catch (IOException stillUnreadable) {
      // somewhere else it harms nobody
    }
    return folder.get().moveAside(file, there.get());
  }

  private ObjectSink sink(String side, ObjectId id) throws IOException {
    return side.equals(Fsck.CACHE)
        ? fsck.repository().cache().of(id.hash())
        : fsck.remote(side).sink(id.hash());
  }

  /// Puts an object on a side.
  ///
  /// @return where it came from; empty when nobody has it
  private String bring(ObjectId id, String side, List<Path> paths) throws IOException {
    for (Map.Entry<String, Listings.Opener> place : places.entrySet()) {
      if (!place.getKey().equals(side) && bring(id, side, place.getValue())) {
        return place.getKey().equals(Fsck.CACHE) ? "the cache" : "remote `" + place.getKey() + "`";
      }
    }
    for (Path path : paths) {
      boolean brought =
          id.isTree()
              ? listing(id, side, path)
              : bring(id, side, any -> Files.newInputStream(path));
      if (brought) {
        return "`" + fsck.repository().project().relative(path) + "` in the workspace";
      }
    }
    return "";
  }

  /// Writes a listing anew from a directory that is as it was.
  private boolean listing(ObjectId id, String side, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    Content content = new Inspector(fsck.repository()).read(folder, id.hash());
    if (!(content instanceof Content.Directory directory)
        || !Trees.idOf(directory.tree()).equals(id)) {
      return false;
    }
    byte[] bytes = DirListing.bytes(directory.tree());
    return bring(id, side, any -> new ByteArrayInputStream(bytes));
  }

  private boolean bring(ObjectId id, String side, Listings.Opener opener) throws IOException {
    VerifiedPayload payload =
        new VerifiedPayload(id, new Listings.Opened(id, opener), side);
    try {
      // all of it first: who gets half of a wrong object may keep that
      payload.verify();
    } catch (ClosedByInterruptException | InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException notHere) {
      return false;
    }
    if (id.isTree() && !side.equals(Fsck.CACHE)) {
      bringMembers(id, side, opener);
    }
    sink(side, id).put(id, payload);
    return true;
  }

  /// A listing on a remote promises its files.
  private void bringMembers(ObjectId id, String side, Listings.Opener opener)
      throws IOException {
    Tree tree = Listings.read(id, opener);
    List<ObjectId> members = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      members.add(tree.id(i));
    }
    Set<ObjectId> absent = sink(side, id).needed(members);
    for (ObjectId member : absent) {
      if (bring(member, side, List.of()).isEmpty()) {
        throw new IOException("the remote lacks files of the listing, such as " + member.value());
      }
    }
  }
}
