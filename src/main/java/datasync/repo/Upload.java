package datasync.repo;

import datasync.object.FilePayload;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.ObjectSink;
import datasync.object.Payload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.remote.Remote;
import datasync.task.Parallel;
import datasync.track.DirListing;
import datasync.workspace.Content;
import datasync.workspace.DirectoryFilter;
import datasync.workspace.Scanner;
import datasync.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Sends files straight to a remote: digested first, and verified while they are sent, so that a
/// file that changes meanwhile gets no wrong name.
final class Upload {
  private final Workspace workspace;
  private final Remote remote;

  Upload(Workspace workspace, Remote remote) {
    this.workspace = workspace;
    this.remote = remote;
  }

  /// Sends a file, or the files of a directory and then its listing.
  Content run(Path from) throws IOException {
    Content content =
        new Scanner(workspace).read(from, HashName.MD5, DirectoryFilter.NONE);
    ObjectSink sink = remote.sink(HashName.MD5);
    Map<ObjectId, Path> files = new TreeMap<>();
    switch (content) {
      case Content.SingleFile file -> files.put(file.id(), from);
      case Content.Directory(Tree tree) -> {
        for (int i = 0; i < tree.size(); i++) {
          files.put(tree.id(i), from.resolve(tree.path(i)));
        }
      }
      case Content.Nothing nothing -> { }
    }
    Set<ObjectId> needed = sink.needed(files.keySet());
    List<ObjectId> order = new ArrayList<>(needed);
    Parallel.forTransfers(remote.traits().jobs())
        .forEach(order, id -> sink.put(id, verified(id, files.get(id))));
    if (content instanceof Content.Directory(Tree tree)) {
      ObjectId id = Trees.idOf(tree);
      sink.put(id, DirListing.payload(tree));
    }
    return content;
  }

  private static Payload verified(ObjectId id, Path file) throws IOException {
    return new VerifiedPayload(id, new FilePayload(file, Files.size(file)), file.toString());
  }
}
