package datasync.text.yaml;

import datasync.text.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value together with how it is written: what a file keeps from being read to being rewritten.
///
/// Two places with the same instance are written as an anchor and an alias.
sealed interface Held {
  /// The style of a collection that says nothing: block, or `[]` and `{}` when empty.
  int UNSET = 0;
  /// Written in brackets.
  int FLOW = 1;
  /// Written line by line.
  int BLOCK = 2;

  /// A scalar; its text is what is written, before quoting.
  final class Scalar implements Held {
    final Value value;
    final PlainType type;
    final String text;
    /// `|` or `>`, 0 for what the text needs.
    final char style;
    /// Whether a string assigned in its place takes over the style.
    final boolean styled;
    final String anchor;
    /// Whether `!!str` is written out; quotes stay as they are then.
    final boolean tagged;

    Scalar(Value value, PlainType type, String text) {
      this(value, type, text, (char) 0, null);
    }

    /// A string with the tag `!!str`.
    Scalar(Value value, String text, char style, String anchor) {
      this.value = value;
      this.type = PlainType.TEXT;
      this.text = text;
      this.style = style;
      this.styled = false;
      this.anchor = anchor;
      this.tagged = true;
    }

    Scalar(Value value, PlainType type, String text, char style, String anchor) {
      this.value = value;
      this.type = type;
      this.text = text;
      this.style = style;
      this.styled = style != 0;
      this.anchor = anchor;
      this.tagged = false;
    }
  }

  /// A list with the comments of its items by their place.
  final class Sequence implements Held {
    final List<Held> items = new ArrayList<>();
    final Map<Integer, Slots> comments = new HashMap<>(0);
    Slots own;
    int flow;
    String anchor;
  }

  /// What a mapping holds under one key.
  final class Entry {
    final Held key;
    Held value;
    /// False for what only a merge key brings in.
    boolean own;

    Entry(Held key, Held value, boolean own) {
      this.key = key;
      this.value = value;
      this.own = own;
    }
  }

  /// A mapping. Comments belong to a key and stay when it goes, for when it comes back.
  final class Mapping implements Held {
    final Map<Value, Entry> entries = new LinkedHashMap<>();
    final Map<Value, EntryComments> comments = new HashMap<>(0);
    Slots own;
    int flow;
    String anchor;
    /// What the merge key names, in its order.
    final List<Mapping> merged = new ArrayList<>(0);
    /// The list that the merge key holds, null when it names a mapping.
    Sequence mergeList;
    /// How many keys stand before the merge key.
    int mergePlace;
    final List<Mapping> mergedInto = new ArrayList<>(0);

    EntryComments commentsAt(Value key) {
      EntryComments found = comments.get(key);
      if (found == null) {
        found = new EntryComments();
        comments.put(key, found);
      }
      return found;
    }
  }

  /// The comments at a key and at its value.
  final class EntryComments {
    Slots key;
    Slots value;
  }
}
