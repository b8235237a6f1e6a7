package datasync.track;

import datasync.text.Value;

/// The parts of a stage that are neither command nor paths.
///
/// @param frozen whether the stage is left alone by `repro`; imports are frozen
/// @param alwaysChanged whether the stage counts as changed whatever its dependencies say
/// @param md5 the stage's own checksum as recorded; empty when none is
/// @param desc free text, or empty
/// @param meta any value; [Value.Null] when absent
/// @param origin where the stage comes from
public record StageDetails(
    boolean frozen, boolean alwaysChanged, String md5, String desc, Value meta, Origin origin) {
  /// Nothing but defaults, made by the program.
  public static final StageDetails NEW =
      new StageDetails(false, false, "", "", Value.Null.NULL, Origin.NEW);

  /// Where a stage comes from.
  ///
  /// @param text the text of the `.dvc` file it was read from; empty for any other stage
  /// @param parametrized whether templating changed the stage, so that it cannot be written back
  /// @param group the `foreach` or `matrix` entry that generated it, or empty
  /// @param commandChanged whether the lock file records another command
  public record Origin(String text, boolean parametrized, String group, boolean commandChanged) {
    /// A stage the program made.
    public static final Origin NEW = new Origin("", false, "", false);
  }

  /// The same details with another checksum.
  public StageDetails withMd5(String checksum) {
    return new StageDetails(frozen, alwaysChanged, checksum, desc, meta, origin);
  }

  /// The same details, frozen or not.
  public StageDetails withFrozen(boolean whether) {
    return new StageDetails(whether, alwaysChanged, md5, desc, meta, origin);
  }

  /// The same details from elsewhere.
  public StageDetails withOrigin(Origin from) {
    return new StageDetails(frozen, alwaysChanged, md5, desc, meta, from);
  }
}
