package datasync.task;

import java.time.Duration;

/// Shows nothing.
enum Silent implements Progress {
  INSTANCE;

  @Override
  public void begin(long objects, long bytes) {}

  @Override
  public void advance(long bytes) {}

  @Override
  public void finished(String name) {}

  @Override
  public void retried(String reason, Duration wait) {}
}
