package datasync.cli;

import java.util.ArrayList;
import java.util.List;

/// Joins flags and lists of flags in order.
final class FlagList {
  private final List<Flag> flags = new ArrayList<>(20);

  FlagList add(Flag... more) {
    flags.addAll(List.of(more));
    return this;
  }

  FlagList add(List<Flag> more) {
    flags.addAll(more);
    return this;
  }

  List<Flag> list() {
    return flags;
  }
}
