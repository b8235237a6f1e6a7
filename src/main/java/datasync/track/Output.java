package datasync.track;

import java.util.List;

/// An output of a stage: a path below version control of data.
///
/// @param path the path as written, with `/`: relative to the working directory of the stage,
///     absolute, or a URL
/// @param recorded what the metadata file, or the lock file of a pipeline, records
/// @param files the files of a cloud-versioned directory; empty for any other output
/// @param kind the section of the pipeline it stands in
/// @param options how the content is kept
/// @param annotations what people wrote beside it
public record Output(
    String path,
    Recorded recorded,
    List<ListedFile> files,
    Kind kind,
    OutputOptions options,
    Annotations annotations) {
  /// The section of a pipeline an output stands in.
  public enum Kind {
    /// A plain output.
    OUT,
    /// A metrics file.
    METRIC,
    /// A plot.
    PLOT
  }

  /// Copies the files.
  public Output {
    files = List.copyOf(files);
  }

  /// A new output as `dvc add` makes it.
  public static Output of(String path, Recorded recorded) {
    return new Output(
        path, recorded, List.of(), Kind.OUT, OutputOptions.DEFAULT, Annotations.NONE);
  }

  /// Whether the content goes into the cache.
  public boolean cached() {
    return options.cached();
  }

  /// Whether the output stays in place before its stage runs.
  public boolean persist() {
    return options.persist();
  }

  /// Whether the content goes to remotes.
  public boolean push() {
    return options.push();
  }

  /// The name of the remote of this output, or empty for the default one.
  public String remote() {
    return options.remote();
  }

  /// Whether the path names a local file: no URL.
  public boolean isLocal() {
    return MetadataPaths.isLocal(path);
  }

  /// The same output with other content; a list of cloud-versioned files is dropped.
  public Output with(Recorded content) {
    return new Output(path, content, List.of(), kind, options, annotations);
  }

  /// The same output with a list of cloud-versioned files.
  public Output with(Recorded content, List<ListedFile> listed) {
    return new Output(path, content, listed, kind, options, annotations);
  }

  /// The same output below another path.
  public Output at(String other) {
    return new Output(other, recorded, files, kind, options, annotations);
  }

  /// The same output kept otherwise.
  public Output with(OutputOptions other) {
    return new Output(path, recorded, files, kind, other, annotations);
  }

  /// This output with what is kept of the one it replaces: annotations, `remote` and `push`.
  public Output restoring(Output old) {
    OutputOptions kept =
        new OutputOptions(
            options.cached(),
            options.persist(),
            old.push(),
            old.remote(),
            options.plot(),
            options.fsConfig());
    return with(kept).with(old.annotations);
  }

  /// The same output with other annotations.
  public Output with(Annotations other) {
    return new Output(path, recorded, files, kind, options, other);
  }
}
