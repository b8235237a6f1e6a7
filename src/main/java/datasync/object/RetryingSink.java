package datasync.object;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/// Asks a sink again, and sends an object again, when it failed in a way that may pass.
public final class RetryingSink implements ObjectSink {
  private final ObjectSink sink;
  private final Retries retries;

  /// @param sink what takes the objects
  /// @param retries how often
  public RetryingSink(ObjectSink sink, Retries retries) {
    this.sink = sink;
    this.retries = retries;
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    return retries.run(() -> sink.needed(offered));
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    retries.run(
        () -> {
          sink.put(id, payload);
          return id;
        });
  }

  @Override
  public String location() {
    return sink.location();
  }
}
