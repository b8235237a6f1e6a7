package datasync.backend;

import datasync.object.Faults;
import datasync.object.FaultySink;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/// A backend whose calls break as [Faults] says.
public final class FaultyBackend implements ListableBackend {
  private final ListableBackend backend;
  private final Faults faults;

  /// Breaks a backend.
  public FaultyBackend(ListableBackend backend, Faults faults) {
    this.backend = backend;
    this.faults = faults;
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return faults.call("query", () -> backend.size(name));
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return faults.stream(() -> backend.open(name, from));
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    faults.call(
        "write",
        () -> {
          backend.write(name, payload);
          return name;
        },
        () -> FaultySink.readHalf(payload));
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    faults.call(
        "list",
        () -> {
          backend.list(folder, visitor);
          return folder;
        },
        () -> {
          List<String> names = new ArrayList<>();
          backend.list(folder, (name, size) -> names.add(name));
          for (String name : names.subList(0, names.size() / 2)) {
            visitor.file(name, -1);
          }
        });
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    faults.call(
        "list",
        () -> {
          backend.children(folder, visitor);
          return folder;
        });
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    faults.call(
        "remove",
        () -> {
          backend.delete(names);
          return names;
        });
  }

  @Override
  public int parallelism() {
    return backend.parallelism();
  }

  @Override
  public String location() {
    return backend.location();
  }

  @Override
  public void close() throws IOException {
    backend.close();
  }
}
