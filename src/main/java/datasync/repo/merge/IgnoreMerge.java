package datasync.repo.merge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Merges a `.gitignore` line by line: two branches that track new data both add a line to its end,
/// which Git takes for a conflict.
final class IgnoreMerge {
  private IgnoreMerge() {}

  static Merged merge(Optional<String> base, String ours, String theirs) {
    Set<String> before = new LinkedHashSet<>(lines(base.orElse("")));
    Set<String> other = new LinkedHashSet<>(lines(theirs));
    StringBuilder text = new StringBuilder();
    Set<String> kept = new LinkedHashSet<>();
    for (String line : lines(ours)) {
      if (line.isBlank() || !before.contains(line) || other.contains(line)) {
        text.append(line).append('\n');
        kept.add(line);
      }
    }
    for (String line : other) {
      if (!line.isBlank() && !before.contains(line) && kept.add(line)) {
        text.append(line).append('\n');
      }
    }
    return new Merged(text.toString(), List.of());
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
