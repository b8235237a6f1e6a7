package datasync.track;

import datasync.text.Value;
import java.util.List;

/// What people write beside an output for other people.
///
/// @param desc free text, or empty
/// @param type free text, or empty
/// @param labels free texts, or empty
/// @param meta any value; [Value.Null] when absent
public record Annotations(String desc, String type, List<String> labels, Value meta) {
  /// No annotation.
  public static final Annotations NONE = new Annotations("", "", List.of(), Value.Null.NULL);

  /// Copies the labels.
  public Annotations {
    labels = List.copyOf(labels);
  }
}
