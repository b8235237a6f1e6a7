package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Set;

/// A sink whose calls break as [Faults] says.
public final class FaultySink implements ObjectSink {
  private final ObjectSink sink;
  private final Faults faults;

  /// Breaks a sink.
  public FaultySink(ObjectSink sink, Faults faults) {
    this.sink = sink;
    this.faults = faults;
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return faults.call("read", () -> sink.needed(offered));
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    faults.call(
        "write",
        () -> {
          sink.put(id, payload);
          return id;
        },
        () -> readHalf(payload));
  }

  /// What a writer has read of its bytes when it breaks in the middle.
  public static void readHalf(Payload payload) throws IOException {
    try (InputStream in = payload.open()) {
      in.readNBytes((int) Math.max(1, payload.length() / 2));
    }
  }

  @Override
  public String location() {
    return sink.location();
  }
}
