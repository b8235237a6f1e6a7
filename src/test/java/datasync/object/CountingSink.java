package datasync.object;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/// Counts what a sink takes.
public final class CountingSink implements ObjectSink {
  private final ObjectSink sink;
  private final Counts counts;

  /// @param sink what takes the objects
  /// @param counts what is counted
  public CountingSink(ObjectSink sink, Counts counts) {
    this.sink = sink;
    this.counts = counts;
  }

  @Override
  public Set<ObjectId> needed(Collection<ObjectId> offered) throws IOException {
    counts.questions(offered.size());
    return sink.needed(offered);
  }

  @Override
  public void put(ObjectId id, Payload payload) throws IOException {
    sink.put(id, payload);
    counts.object();
    counts.bytes(Math.max(payload.length(), 0));
  }

  @Override
  public String location() {
    return sink.location();
  }
}
