package datasync.repo.care;

/// One thing that was looked at.
///
/// @param state how it is
/// @param area what was looked at, one or two words
/// @param text what was found, a part of a sentence
/// @param mend what to type, or to do, about it; empty where nothing has to be done
public record Diagnosis(State state, String area, String text, String mend) {
  /// How something is.
  public enum State {
    /// As it should be.
    OK("ok"),
    /// Good to know; nothing fails for it.
    NOTE("note"),
    /// Something fails, or will.
    WRONG("wrong");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /// The word for it, which programs may read.
    public String text() {
      return text;
    }
  }
}
