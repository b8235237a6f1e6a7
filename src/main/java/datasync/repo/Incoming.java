package datasync.repo;

import datasync.backend.FileInfo;
import datasync.object.Descriptor;
import datasync.object.Digester;
import datasync.object.FilePayload;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectSink;
import datasync.object.Payload;
import datasync.object.Tree;
import datasync.object.VerifiedPayload;
import datasync.remote.Located;
import datasync.remote.Remote;
import datasync.task.Parallel;
import datasync.track.DirListing;
import datasync.workspace.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/// Content behind an address that goes into the cache or on to a remote, many files at once.
///
/// The name of an object is known only when all of it was read, and no backend can rename. So what
/// goes from one network to another lies in a temporary file between, one for each transfer that
/// is under way, and never in the cache.
final class Incoming {
  private static final int BUFFER = 1 << 16;

  private final Located place;
  private final Path scratch;

  /// @param place where it is; stays its opener's to close
  /// @param scratch a folder for temporary files, which is made
  Incoming(Located place, Path scratch) {
    this.place = place;
    this.scratch = scratch;
  }

  /// Takes one file.
  @FunctionalInterface
  private interface Taker {
    Descriptor take(Payload payload) throws IOException;
  }

  /// Whether there is something at the address.
  boolean exists() throws IOException {
    return place.file("") != null || place.isFolder("");
  }

  /// Stores it, the listing of a folder after its files.
  Content store(LocalStore store) throws IOException {
    Content content = each(payload -> store.ingest(payload, HashName.MD5));
    store.sync();
    if (content instanceof Content.Directory(Tree tree)) {
      new Trees(store).store(tree);
      store.sync();
    }
    return content;
  }

  /// Sends it to a remote, the listing of a folder after its files.
  Content send(Remote remote) throws IOException {
    if (remote.sink(HashName.MD5) instanceof LocalStore folder) {
      return store(folder);
    }
    ObjectSink sink = remote.sink(HashName.MD5);
    Files.createDirectories(scratch);
    Content content = each(payload -> pass(payload, sink));
    if (content instanceof Content.Directory(Tree tree)) {
      sink.put(Trees.idOf(tree), DirListing.payload(tree));
    }
    return content;
  }

  private Descriptor pass(Payload payload, ObjectSink sink) throws IOException {
    Path file = Files.createTempFile(scratch, "passing-", ".tmp");
    try {
      Digester digester = Digester.of(HashName.MD5);
      long size = 0;
      try (InputStream in = payload.open();
          OutputStream out = Files.newOutputStream(file)) {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          digester.update(buffer, 0, count);
          out.write(buffer, 0, count);
          size += count;
        }
      }
      ObjectId id = digester.finish(false);
      if (!sink.needed(List.of(id)).isEmpty()) {
        Payload bytes = new FilePayload(file, size);
        sink.put(id, new VerifiedPayload(id, bytes, file.toString()));
      }
      return new Descriptor(id, size);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Content each(Taker taker) throws IOException {
    FileInfo file = place.file("");
    if (file != null) {
      Descriptor taken = taker.take(place.payload("", file.size()));
      return new Content.SingleFile(taken.id(), taken.size(), false);
    }
    SortedMap<String, Long> files = place.files();
    Map<String, Descriptor> taken = new ConcurrentHashMap<>();
    Parallel.forTransfers(place.backend().parallelism())
        .forEach(
            files.entrySet(),
            each ->
                taken.put(
                    each.getKey(), taker.take(place.payload(each.getKey(), each.getValue()))));
    Tree.Builder tree = new Tree.Builder(HashName.MD5, files.size());
    for (String path : files.keySet()) {
      tree.add(path, taken.get(path).id(), taken.get(path).size());
    }
    return new Content.Directory(tree.build());
  }
}
