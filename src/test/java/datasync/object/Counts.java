package datasync.object;

import java.util.concurrent.atomic.LongAdder;

/// How much went through a store. Safe for several threads.
public final class Counts {
  private final LongAdder objects = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder questions = new LongAdder();

  void object() {
    objects.increment();
  }

  void bytes(long count) {
    bytes.add(count);
  }

  void questions(int ids) {
    questions.add(ids);
  }

  /// Payloads opened, or objects taken.
  public long objects() {
    return objects.sum();
  }

  /// Bytes read, or bytes of objects taken as far as they say their length.
  public long bytes() {
    return bytes.sum();
  }

  /// Ids whose presence was asked for.
  public long questions() {
    return questions.sum();
  }
}
