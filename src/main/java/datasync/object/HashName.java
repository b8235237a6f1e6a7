package datasync.object;

/// The ways DVC names content; the text is what metadata files and configuration say.
public enum HashName {
  /// MD5 over the bytes as they are: DVC 3.
  MD5("md5"),
  /// MD5 over bytes with line ends normalised per 1 MiB chunk of text: DVC 2 and older.
  MD5_DOS2UNIX("md5-dos2unix");

  private final String text;

  HashName(String text) {
    this.text = text;
  }

  /// The name as DVC writes it.
  public String text() {
    return text;
  }
}
