package datasync.cli;

/// What a transfer came to, for the last line on stderr.
///
/// @param objects how many objects moved
/// @param bytes their bytes
/// @param savedObjects how many did not have to move because they were there already
/// @param savedBytes their bytes, 0 when unknown
/// @param retries the requests that were made again
public record Summary(
    long objects, long bytes, long savedObjects, long savedBytes, Retries retries) {
  /// One line such as `2 objects, 1.5 MiB moved; 3 objects, 40 B saved, there already`.
  public String text() {
    StringBuilder text = new StringBuilder(Amounts.count(objects, "object"));
    text.append(", ").append(Amounts.bytes(bytes)).append(" moved");
    if (savedObjects > 0) {
      text.append("; ").append(Amounts.count(savedObjects, "object"));
      if (savedBytes > 0) {
        text.append(", ").append(Amounts.bytes(savedBytes));
      }
      text.append(" saved, there already");
    }
    if (retries.count() > 0) {
      text.append("; ").append(retries.text());
    }
    return text.toString();
  }
}
