package datasync.repo;

import java.io.IOException;

/// The project, or what was asked of it, is not as it must be; the user has to change something.
public final class RepositoryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String hint;

  /// What a program that runs us can do about it.
  public enum Kind {
    /// There is no project here, or its configuration is wrong.
    NO_REPOSITORY,
    /// Options that cannot go together.
    USAGE,
    /// The request does not fit the project.
    REFUSED,
    /// Content is missing or corrupt.
    DATA,
    /// Some of the work was done.
    PARTLY,
    /// Two sides want different things, or somebody else is at work.
    CONFLICT
  }

  /// A failure without a hint.
  ///
  /// @param message the reason, lower case, no full stop
  public RepositoryException(Kind kind, String message) {
    this(kind, message, "");
  }

  /// @param message the reason, lower case, no full stop; it may have several lines
  /// @param hint what to type next, or empty
  public RepositoryException(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  /// What can be done about it.
  public Kind kind() {
    return kind;
  }

  /// What to type next, or empty.
  public String hint() {
    return hint;
  }
}
