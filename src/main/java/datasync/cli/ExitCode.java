package datasync.cli;

/// What a program that runs us reads from our exit status. The numbers are stable.
public enum ExitCode {
  /// Everything that was asked for is done.
  DONE(0, "everything that was asked for is done"),
  /// The command failed, or the answer to the question is no.
  FAILED(1, "the command failed, or the answer is no (`status -q`)"),
  /// The command line is not understood.
  USAGE(2, "the command line is not understood, or the verb does not exist yet"),
  /// Some objects arrived, others did not.
  PARTLY(3, "some of the work was done; the rest is named on stderr"),
  /// There is no project here, or its configuration or metadata cannot be read.
  REPOSITORY(4, "no project here, or bad configuration or metadata"),
  /// The remote or a proxy wants other credentials.
  AUTHENTICATION(5, "the remote or a proxy refused the credentials"),
  /// Data is missing or corrupt.
  DATA(6, "data is missing or corrupt"),
  /// Somebody else holds the lock, or unsaved files are in the way.
  CONFLICT(7, "locked by somebody else, or unsaved files are in the way"),
  /// Stopped by the user.
  INTERRUPTED(130, "interrupted; the same command again continues"),
  /// The reader of our output went away.
  BROKEN_PIPE(141, "the reader of the output went away");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /// The exit status.
  public int code() {
    return code;
  }

  /// What it means, for help.
  public String meaning() {
    return meaning;
  }
}
