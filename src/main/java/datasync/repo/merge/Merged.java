package datasync.repo.merge;

import java.util.List;

/// The merge of one file.
///
/// @param text the new text; null when the file is to be deleted
/// @param choices what both sides changed in different ways; the text has what the rule of the
///     merge says there
record Merged(String text, List<Choice> choices) {
  Merged {
    choices = List.copyOf(choices);
  }
}
