package datasync.repo.care;

import datasync.object.IdSet;
import datasync.object.ObjectId;
import datasync.object.Tree;
import datasync.repo.Trees;
import datasync.task.Progress;
import datasync.text.FormatException;
import java.util.concurrent.atomic.AtomicLong;

/// Counts and reports for one side. Safe for several threads.
final class Tally {
  private final String side;
  private final FsckReport report;
  private final Progress progress;
  private final IdSet missing = new IdSet();
  private final AtomicLong objects = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong readBytes = new AtomicLong();

  Tally(String side, FsckReport report, Progress progress) {
    this.side = side;
    this.report = report;
    this.progress = progress;
  }

  Progress progress() {
    return progress;
  }

  void seen(long size) {
    objects.incrementAndGet();
    bytes.addAndGet(Math.max(size, 0));
  }

  void passed(int count) {
    readBytes.addAndGet(count);
    progress.advance(count);
  }

  void read() {
    read.incrementAndGet();
  }

  void found(FindingKind kind, Finding.Subject subject, String detail, String done) {
    boolean well = !kind.isDamage() && !done.isEmpty();
    report.add(new Finding(kind, side, subject, detail, done, well));
  }

  /// Reports an object that is missing, once.
  void missing(ObjectId id, String file) {
    if (missing.add(id)) {
      String detail = id.isTree() ? "the listing is not there" : "it is not there";
      found(FindingKind.MISSING, new Finding.Subject(id, file), detail, "");
    }
  }

  /// Reports a listing that DVC would have written otherwise.
  void canonical(ObjectId id, String file, Tree tree) {
    ObjectId wanted = Trees.idOf(tree);
    if (!wanted.equals(id)) {
      found(
          FindingKind.NOT_CANONICAL,
          new Finding.Subject(id, file),
          "the listing would be " + wanted.value() + " as dvc writes it now",
          "");
    }
  }

  /// Why bytes are no listing, and where.
  static String reason(FormatException broken) {
    return "line " + broken.line() + ", column " + broken.column() + ": " + broken.getMessage();
  }

  FsckReport.Side summary(String location, long quarantined) {
    return new FsckReport.Side(
        side,
        location,
        new FsckReport.Amount(objects.get(), bytes.get()),
        new FsckReport.Amount(read.get(), readBytes.get()),
        quarantined);
  }
}
