package datasync.backend.web;

/// A setting of a web remote that is missing or makes no sense.
public final class WebSettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String key;

  WebSettingsException(String key, String reason) {
    super(reason);
    this.key = key;
  }

  /// The key in the configuration.
  public String key() {
    return key;
  }
}
