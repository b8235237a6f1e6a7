package datasync.track;

/// A template that cannot be resolved; its message is the part of DVC's sentence behind the place.
final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What went wrong; DVC names a different place for each.
  enum Kind {
    /// An expression that does not parse, or a value that cannot stand where it is.
    PARSE,
    /// A name that no variable has.
    KEY,
    /// A variable that has a value already.
    MERGE,
    /// A file of variables that was loaded before.
    LOADED,
    /// Any other trouble with variables.
    OTHER
  }

  private final Kind kind;

  TemplateException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /// The whole sentence.
  ///
  /// @param place what was being parsed, with quotes where DVC has them
  /// @param file the pipeline as DVC names it
  MetadataException at(String place, String file) {
    boolean block = kind == Kind.PARSE || kind == Kind.MERGE || kind == Kind.LOADED;
    return new MetadataException(
        file,
        "failed to parse " + place + " in '" + file + "':" + (block ? "\n" : " ") + getMessage());
  }
}
