package datasync.repo.care;

import datasync.object.ObjectId;

/// One thing that is not as it should be.
///
/// @param kind what it is
/// @param side the name of a remote; empty for the cache
/// @param subject which object or file
/// @param detail what is wrong with it, a part of a sentence
/// @param done what was done about it, a part of a sentence; empty for nothing
/// @param mended whether all is well now
public record Finding(
    FindingKind kind,
    String side,
    Subject subject,
    String detail,
    String done,
    boolean mended) {
  /// What a finding is about.
  ///
  /// @param id the object; null for a name that is none
  /// @param file where it is, or would be
  public record Subject(ObjectId id, String file) {}

  /// The same with what was done.
  Finding with(String what, boolean well) {
    String all = done.isEmpty() ? what : done + ", " + what;
    return new Finding(kind, side, subject, detail, all, well);
  }
}
