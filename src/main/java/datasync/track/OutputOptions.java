package datasync.track;

import datasync.text.Value;

/// How an output is kept.
///
/// @param cached whether the content goes into the cache; else Git keeps it
/// @param persist whether the output stays in place before its stage runs
/// @param push whether the content goes to remotes
/// @param remote the name of the remote of this output, or empty for the default one
/// @param plot the properties of a plot in the order of the file
/// @param fsConfig settings of the file system of a path outside the project
public record OutputOptions(
    boolean cached,
    boolean persist,
    boolean push,
    String remote,
    Value.Mapping plot,
    Value.Mapping fsConfig) {
  /// What `dvc add` uses: cached and pushed.
  public static final OutputOptions DEFAULT =
      new OutputOptions(true, false, true, "", Value.Mapping.EMPTY, Value.Mapping.EMPTY);
}
