package datasync.track;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A dotted key of a parameter, as the library `dpath` that DVC uses reads it: each step is a
/// pattern with `*`, `?` and `[…]`, `**` is any number of steps, an integer is a list index.
record KeyPath(List<String> steps) {
  /// The steps of a key; leading dots do not count.
  static KeyPath of(String key) {
    int start = 0;
    while (start < key.length() && key.charAt(start) == '.') {
      start++;
    }
    return new KeyPath(
        key.isEmpty() ? List.of() : List.of(key.substring(start).split("\\.", -1)));
  }

  /// Every value the key names.
  List<Value> find(Value root) {
    List<Value> found = new ArrayList<>();
    find(root, 0, found);
    return found;
  }

  private void find(Value value, int at, List<Value> found) {
    if (at == steps.size()) {
      found.add(value);
      return;
    }
    boolean any = steps.get(at).equals("**");
    if (any) {
      find(value, at + 1, found);
    }
    switch (value) {
      case Value.Mapping map -> {
        for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
          if (any || matches(entry.getKey(), steps.get(at))) {
            find(entry.getValue(), any ? at : at + 1, found);
          }
        }
      }
      case Value.Sequence list -> {
        int size = list.items().size();
        for (int i = 0; i < size; i++) {
          if (any || isIndex(i, size, steps.get(at))) {
            find(list.items().get(i), any ? at : at + 1, found);
          }
        }
      }
      default -> { }
    }
  }

  private static boolean matches(Value key, String step) {
    return switch (key) {
      case Value.Text text -> glob(text.value(), 0, step, 0);
      case Value.Int number -> isIndex(number.value().intValue(), 0, step);
      default -> false;
    };
  }

  private static boolean isIndex(int index, int size, String step) {
    try {
      int wanted = Integer.parseInt(step.strip());
      return wanted == index || size > 0 && wanted + size == index;
    } catch (NumberFormatException pattern) {
      return glob(Integer.toString(index), 0, step, 0);
    }
  }

  /// Whether a text follows a shell pattern.
  private static boolean glob(String text, int at, String pattern, int from) {
    int i = at;
    for (int p = from; p < pattern.length(); p++) {
      char c = pattern.charAt(p);
      if (c == '*') {
        for (int next = text.length(); next >= i; next--) {
          if (glob(text, next, pattern, p + 1)) {
            return true;
          }
        }
        return false;
      }
      int close = c == '[' ? pattern.indexOf(']', p + (isNegated(pattern, p) ? 3 : 2)) : -1;
      if (i == text.length()) {
        return false;
      }
      if (close > 0) {
        if (!inSet(text.charAt(i), pattern, p + 1, close)) {
          return false;
        }
        p = close;
      } else if (c != '?' && c != text.charAt(i)) {
        return false;
      }
      i++;
    }
    return i == text.length();
  }

  private static boolean isNegated(String pattern, int open) {
    return open + 1 < pattern.length() && pattern.charAt(open + 1) == '!';
  }

  private static boolean inSet(char c, String pattern, int from, int to) {
    boolean negated = pattern.charAt(from) == '!';
    boolean found = false;
    for (int i = negated ? from + 1 : from; i < to; i++) {
      if (i + 2 < to && pattern.charAt(i + 1) == '-') {
        found |= c >= pattern.charAt(i) && c <= pattern.charAt(i + 2);
        i += 2;
      } else {
        found |= c == pattern.charAt(i);
      }
    }
    return found != negated;
  }
}
