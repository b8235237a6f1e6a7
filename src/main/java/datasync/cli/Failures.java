package datasync.cli;

import datasync.auth.NoCredentials;
import datasync.config.ConfigException;
import datasync.http.HttpFailure;
import datasync.io.SettingException;
import datasync.object.CorruptObject;
import datasync.object.ObjectMissing;
import datasync.object.StoreFailure;
import datasync.process.ProgramMissing;
import datasync.repo.CollectException;
import datasync.repo.LockHeld;
import datasync.repo.OverlapException;
import datasync.repo.RepositoryException;
import datasync.text.FormatException;
import datasync.track.MetadataException;
import datasync.workspace.WorkspaceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/// Puts exceptions into words and exit codes: the one place that does.
public final class Failures {
  private Failures() {}

  /// What an exception means to a user.
  static Failure of(Throwable thrown) {
    if (thrown instanceof UsageException usage) {
      return Failure.of(ExitCode.USAGE, usage.getMessage(), usage.hint());
    }
    if (thrown instanceof CommandException command) {
      return Failure.of(command.exit(), command.getMessage(), command.hint());
    }
    if (thrown instanceof InterruptedIOException || thrown instanceof ClosedByInterruptException) {
      return Failure.of(ExitCode.INTERRUPTED, "interrupted", "");
    }
    if (thrown instanceof RepositoryException repository) {
      return Failure.of(exitOf(repository.kind()), repository.getMessage(), repository.hint());
    }
    if (thrown instanceof CollectException collect) {
      Failure cause = of(collect.getCause());
      return Failure.of(
          cause.exit(), collect.getMessage() + ": " + cause.message(), cause.hint());
    }
    if (thrown instanceof LockHeld held) {
      return Failure.of(ExitCode.CONFLICT, held.getMessage(), held.hint());
    }
    if (thrown instanceof OverlapException overlap) {
      return Failure.of(ExitCode.FAILED, overlap.getMessage(), "`datasync remove` one of them");
    }
    if (thrown instanceof SettingException setting) {
      return Failure.of(ExitCode.REPOSITORY, setting.getMessage(), setting.hint());
    }
    if (thrown instanceof NoCredentials login) {
      return Failure.of(ExitCode.AUTHENTICATION, login.getMessage(), login.hint());
    }
    if (thrown instanceof ConfigException || thrown instanceof FormatException
        || thrown instanceof MetadataException) {
      return Failure.of(
          ExitCode.REPOSITORY, foreign((IOException) thrown), MetadataHints.of(thrown));
    }
    if (thrown instanceof StoreFailure store) {
      return of(store);
    }
    if (thrown instanceof HttpFailure http) {
      return Failure.of(exitOf(http), http.getMessage() + ": " + http.url(),
          http.hint("REMOTE").orElse(""));
    }
    if (thrown instanceof WorkspaceException workspace) {
      boolean unsaved = workspace.reason() == WorkspaceException.Reason.UNSAVED;
      return Failure.of(
          unsaved ? ExitCode.CONFLICT : ExitCode.FAILED, workspace.getMessage(), "");
    }
    return ofSystem(thrown);
  }

  private static Failure ofSystem(Throwable thrown) {
    if (thrown instanceof FileSystemException file) {
      return Failure.of(ExitCode.FAILED, "`" + file.getFile() + "`: " + reasonOf(file), hint(file));
    }
    if (thrown instanceof ProgramMissing) {
      return Failure.of(
          ExitCode.FAILED,
          thrown.getMessage(),
          "`add`, `commit`, `checkout`, `status`, `push` and `pull` do without it");
    }
    if (thrown instanceof FileNotFoundException || thrown instanceof IOException) {
      return Failure.of(ExitCode.FAILED, plain((IOException) thrown), "");
    }
    if (thrown instanceof InvalidPathException path) {
      return Failure.of(
          ExitCode.USAGE,
          "`" + path.getInput() + "` is not a file name here",
          "names other than ASCII need a UTF-8 locale: `export LC_ALL=C.UTF-8`");
    }
    if (thrown instanceof ReadOnlyFileSystemException) {
      return Failure.of(ExitCode.FAILED, "the file system is read-only", "");
    }
    if (thrown instanceof OutOfMemoryError) {
      return Failure.of(
          ExitCode.FAILED, "out of memory", "run `java -Xmx2g -jar datasync.jar …`");
    }
    return new Failure(
        ExitCode.FAILED,
        "this is a bug in datasync: " + thrown,
        "the same command with `-v` prints what a bug report needs",
        true);
  }

  /// The reason alone, for one line of a list of failures.
  public static String reason(Throwable thrown) {
    return of(thrown).message();
  }

  /// How a command ends that failed so.
  public static ExitCode exit(Throwable thrown) {
    return of(thrown).exit();
  }

  /// What to type after a failure, or empty.
  public static String hint(Throwable thrown) {
    return of(thrown).hint();
  }

  private static ExitCode exitOf(RepositoryException.Kind kind) {
    return switch (kind) {
      case NO_REPOSITORY -> ExitCode.REPOSITORY;
      case USAGE -> ExitCode.USAGE;
      case REFUSED -> ExitCode.FAILED;
      case DATA -> ExitCode.DATA;
      case PARTLY -> ExitCode.PARTLY;
      case CONFLICT -> ExitCode.CONFLICT;
    };
  }

  private static ExitCode exitOf(HttpFailure failure) {
    return switch (failure.kind()) {
      case AUTHENTICATION, FORBIDDEN, PROXY -> ExitCode.AUTHENTICATION;
      default -> ExitCode.FAILED;
    };
  }

  private static Failure of(StoreFailure store) {
    String what = store.object().isEmpty() ? "" : " of `" + store.object() + "`";
    String where = " (" + store.operation() + what + " at `" + store.location() + "`)";
    if (store instanceof CorruptObject || store instanceof ObjectMissing) {
      return Failure.of(ExitCode.DATA, store.getMessage() + where, "");
    }
    if (store.getCause() == null) {
      return Failure.of(ExitCode.FAILED, store.getMessage() + where, "");
    }
    Failure cause = of(store.getCause());
    return new Failure(cause.exit(), cause.message() + where, cause.hint(), cause.bug());
  }

  private static String foreign(IOException failure) {
    if (failure instanceof ConfigException && failure.getCause() instanceof FormatException cause) {
      return foreign(cause);
    }
    StringBuilder text = new StringBuilder();
    if (failure instanceof FormatException format) {
      text.append(format.position()).append(": ");
    }
    text.append(failure.getMessage());
    if (failure instanceof MetadataException metadata) {
      if (metadata.line() > 0) {
        text.append(" (line ").append(metadata.line()).append(", column ");
        text.append(metadata.column()).append(')');
      }
      for (String reason : metadata.reasons()) {
        text.append("\n  ").append(reason);
      }
    }
    if (failure.getCause() instanceof FormatException cause) {
      text.append(": ").append(foreign(cause));
    }
    return text.toString();
  }

  private static String plain(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : inWords(message);
  }

  private static String reasonOf(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    return failure.getReason() == null ? "the system refuses it" : inWords(failure.getReason());
  }

  private static String inWords(String reason) {
    return switch (reason) {
      case "No space left on device" -> "the disk is full";
      case "Disk quota exceeded" -> "the disk quota is used up";
      case "Read-only file system" -> "the file system is read-only";
      case "Too many open files" -> "too many files are open";
      case "File name too long" -> "the file name is too long";
      case "Too many levels of symbolic links" -> "symbolic links lead in a circle";
      case "Is a directory" -> "it is a folder";
      case "Not a directory" -> "a part of the path is not a folder";
      default -> reason;
    };
  }

  private static String hint(FileSystemException failure) {
    String reason = failure.getReason();
    if ("No space left on device".equals(reason)) {
      return "make room and run the same command again; it continues where it stopped";
    }
    if ("Too many open files".equals(reason)) {
      return "raise the limit with `ulimit -n 4096` or lower `--jobs`";
    }
    return "";
  }
}
