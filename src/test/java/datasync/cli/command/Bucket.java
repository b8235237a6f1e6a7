package datasync.cli.command;

import datasync.backend.Backend;
import datasync.backend.BackendStore;
import datasync.backend.DvcLayout;
import datasync.backend.MemoryBackend;
import datasync.backend.s3.S3Backend;
import datasync.backend.web.WebBackend;
import datasync.object.BytesPayload;
import datasync.object.HashName;
import datasync.object.LocalStore;
import datasync.remote.Remote;
import datasync.remote.Wrapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// One bucket in memory behind every address, for commands that run in this process.
record Bucket(MemoryBackend files) implements Wrapping {
  Bucket(boolean versioned) {
    this(new MemoryBackend(versioned));
  }

  @Override
  public Backend files(Backend backend) {
    return backend instanceof WebBackend || backend instanceof S3Backend ? files : backend;
  }

  @Override
  public Remote.Objects objects(HashName hash, Remote.Objects objects) {
    if (objects.source() instanceof LocalStore) {
      return objects;
    }
    BackendStore store = new BackendStore(files, DvcLayout.of(hash));
    return new Remote.Objects(store, store);
  }

  void put(String name, String content) throws IOException {
    files.write(name, new BytesPayload(content.getBytes(StandardCharsets.UTF_8)));
  }

  /// What the files hold, by name.
  Map<String, String> content() throws IOException {
    Map<String, String> found = new TreeMap<>();
    files.list(
        "",
        (name, size) -> {
          try (InputStream in = files.open(name, 0)) {
            found.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        });
    return found;
  }
}
