package datasync.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the files of `sequences/`.
final class Sequences {
  private Sequences() {}

  /// One line of a sequence: `sh`, `dvc` or `same`, and what follows.
  record Step(String kind, String text) {
    /// The words of a command, as a shell without expansions would split them.
    List<String> words() {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      boolean open = false;
      char quote = 0;
      for (char each : text.toCharArray()) {
        if (quote != 0) {
          if (each == quote) {
            quote = 0;
          } else {
            word.append(each);
          }
        } else if (each == '\'' || each == '"') {
          quote = each;
          open = true;
        } else if (each == ' ') {
          if (open || !word.isEmpty()) {
            words.add(word.toString());
          }
          word.setLength(0);
          open = false;
        } else {
          word.append(each);
        }
      }
      if (open || !word.isEmpty()) {
        words.add(word.toString());
      }
      return words;
    }
  }

  /// A named sequence; `bare` ones start without a repository.
  record Sequence(String name, boolean bare, List<Step> steps) {}

  /// The sequences of all files of a folder.
  static List<Sequence> readAll(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(folder)) {
      files = listing.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    List<Sequence> all = new ArrayList<>();
    for (Path file : files) {
      all.addAll(read(file));
    }
    return all;
  }

  private static List<Sequence> read(Path file) throws IOException {
    List<Sequence> sequences = new ArrayList<>();
    String name = null;
    boolean bare = false;
    List<Step> steps = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("== ")) {
        if (name != null) {
          sequences.add(new Sequence(name, bare, List.copyOf(steps)));
        }
        name = line.substring(3);
        bare = false;
        steps.clear();
      } else if (line.equals("bare")) {
        bare = true;
      } else if (name != null && !line.isBlank()) {
        int blank = line.indexOf(' ');
        steps.add(new Step(line.substring(0, blank), line.substring(blank + 1)));
      }
    }
    sequences.add(new Sequence(name, bare, List.copyOf(steps)));
    return sequences;
  }
}
