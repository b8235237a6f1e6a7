package datasync.repo.care;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What an examination came to, in its order. For one thread.
final class Chart {
  private final List<Diagnosis> all = new ArrayList<>();

  void ok(String area, String text) {
    all.add(new Diagnosis(Diagnosis.State.OK, area, text, ""));
  }

  void note(String area, String text, String mend) {
    all.add(new Diagnosis(Diagnosis.State.NOTE, area, text, mend));
  }

  void wrong(String area, String text, String mend) {
    all.add(new Diagnosis(Diagnosis.State.WRONG, area, text, mend));
  }

  List<Diagnosis> all() {
    return List.copyOf(all);
  }

  /// Why something failed, in a few words.
  static String reason(Exception failure) {
    if (failure instanceof AccessDeniedException denied) {
      return "permission denied for `" + denied.getFile() + "`";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason() + ": `" + file.getFile() + "`";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /// A path as a shell takes it.
  static String quoted(Path path) {
    String text = path.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "/._-+:@%".indexOf(c) < 0) {
        return "'" + text.replace("'", "'\"'\"'") + "'";
      }
    }
    return text;
  }
}
