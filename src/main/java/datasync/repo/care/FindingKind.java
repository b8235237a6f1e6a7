package datasync.repo.care;

/// What can be found. The texts are stable: programs read them.
public enum FindingKind {
  /// The bytes do not have the digest of the name.
  CORRUPT("corrupt", true),
  /// Something needs the object, and it is not there.
  MISSING("missing", true),
  /// The bytes cannot be had.
  UNREADABLE("unreadable", true),
  /// The bytes have the right digest but are no listing of a directory.
  BAD_LISTING("bad-listing", true),
  /// A listing that DVC would have written otherwise.
  NOT_CANONICAL("not-canonical", false),
  /// The bytes are right, their number is not what the metadata file says.
  WRONG_SIZE("wrong-size", false),
  /// The bytes are right, the mode is not the 0444 that makes others believe it.
  MODE("mode", false),
  /// A name that no object has, at a place for objects.
  MISPLACED("misplaced", false),
  /// What a process that is gone was writing.
  LEFTOVER("leftover", false);

  private final String text;
  private final boolean damage;

  FindingKind(String text, boolean damage) {
    this.text = text;
    this.damage = damage;
  }

  /// The word for it.
  public String text() {
    return text;
  }

  /// Whether data is missing or corrupt; anything else is a remark.
  public boolean isDamage() {
    return damage;
  }
}
