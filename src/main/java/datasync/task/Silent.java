package datasync.task;

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
  public void retried() {}
}
