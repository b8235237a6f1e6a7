package datasync.transfer;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/// Counts and holds back the bytes of one object. Safe for several threads.
final class Gauge implements CountedPayload.Counter {
  private final TransferOptions options;
  private final LongAdder all;
  private final LongAdder mine = new LongAdder();

  /// @param all takes part in the count of the whole run
  Gauge(TransferOptions options, LongAdder all) {
    this.options = options;
    this.all = all;
  }

  @Override
  public void advance(long count) throws IOException {
    add(count);
    options.limit().pass(count);
  }

  @Override
  public int most(int length) {
    return options.limit().most(length);
  }

  /// The object has arrived: what was read more than once counts once.
  ///
  /// @param length its bytes, or −1 when unknown
  void arrived(long length) {
    long more = length - mine.sum();
    if (length >= 0 && more != 0) {
      add(more);
    }
  }

  private void add(long count) {
    mine.add(count);
    all.add(count);
    options.progress().advance(count);
  }
}
