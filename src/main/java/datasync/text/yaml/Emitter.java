package datasync.text.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes a document the way DVC's dumper lays it out.
final class Emitter {
  /// A key of this length or more stands behind a question mark; its tag counts as well.
  private static final int MAX_KEY = 128;
  private static final Held.Scalar MERGE_KEY =
      new Held.Scalar(new datasync.text.Value.Text("<<"), PlainType.MERGE, "<<");

  private final Output out = new Output();
  private final ScalarWriter scalars = new ScalarWriter(out);
  private final Map<Held, String> anchors;
  private final Set<Held> written = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Comment> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final StringBuilder flow = new StringBuilder();
  /// Where the node stands that is written next.
  private boolean root;
  private boolean inSequence;
  private boolean inMapping;
  private boolean simpleKey;

  private Emitter(Held document) {
    this.anchors = new AnchorNames().of(document);
  }

  /// The whole text, with a line break at its end.
  static String write(Held document) {
    Emitter emitter = new Emitter(document);
    Held rootNode = document;
    if (document instanceof Held.Scalar scalar && scalar.type == PlainType.NULL) {
      rootNode = new Held.Scalar(scalar.value, PlainType.NULL, "null");
    }
    emitter.root = true;
    emitter.node(rootNode, own(rootNode));
    emitter.out.indent();
    if (emitter.out.openEnded) {
      emitter.out.indicator("...", true, false, false);
      emitter.out.indent();
    }
    return emitter.out.text.toString();
  }

  private static Slots own(Held held) {
    if (held instanceof Held.Mapping mapping) {
      return mapping.own;
    }
    return held instanceof Held.Sequence sequence ? sequence.own : null;
  }

  private void place(boolean sequence, boolean mapping, boolean key) {
    root = false;
    inSequence = sequence;
    inMapping = mapping;
    simpleKey = key;
  }

  private void node(Held held, Slots slots) {
    String anchor = anchors.get(held);
    if (anchor != null && !written.add(held)) {
      out.indicator("*".concat(anchor), true, false, false);
      out.noBreak = false;
      return;
    }
    if (anchor != null) {
      out.indicator("&".concat(anchor), true, false, false);
      out.noBreak = false;
      inSequence &= !(held instanceof Held.Scalar);
    }
    if (held instanceof Held.Scalar scalar) {
      scalar(scalar, slots);
    } else if (held instanceof Held.Sequence sequence) {
      sequence(sequence, slots);
    } else {
      mapping((Held.Mapping) held, slots);
    }
  }

  private boolean isAlias(Held held) {
    return anchors.containsKey(held) && written.contains(held);
  }

  private void scalar(Held.Scalar given, Slots slots) {
    Held.Scalar scalar = given;
    ScalarStyle analysis = new ScalarStyle(scalar.text);
    boolean brackets = !flow.isEmpty();
    char style = analysis.choose(scalar, brackets, simpleKey);
    if (scalar.type == PlainType.NULL && style == '\'' && scalar.text.isEmpty()) {
      scalar = new Held.Scalar(scalar.value, PlainType.NULL, "null");
      style = ScalarStyle.PLAIN;
    }
    if (scalar.tagged || style != ScalarStyle.PLAIN && scalar.type != PlainType.TEXT) {
      out.indicator("!!".concat(scalar.type.tag), true, false, false);
      out.noBreak |= inSequence && !brackets;
    }
    boolean split = !simpleKey;
    out.enter(true, false, false);
    if (inSequence && !brackets) {
      out.indent();
    }
    String header = slots == null ? null : slots.header;
    switch (style) {
      case '"' -> scalars.doubled(scalar.text, split);
      case '\'' -> scalars.single(scalar.text, split);
      case '|' -> scalars.literal(scalar.text, header, root);
      case '>' -> scalars.folded(scalar.text, header, root);
      default -> scalars.plain(scalar.text, split, root);
    }
    if (slots != null && slots.post != null) {
      boolean block = style == '|' || style == '>';
      if (block && slots.post.column >= out.indent) {
        slots.post.column = out.indent - 1;
      }
      comment(slots.post, false);
    }
    out.leave();
  }

  private void sequence(Held.Sequence held, Slots slots) {
    boolean empty = held.items.isEmpty();
    boolean flowStyle = held.flow == Held.FLOW || held.flow == Held.UNSET && empty;
    boolean forced = false;
    if (slots != null) {
      boolean indention = out.indention;
      if (!flowStyle && slots.post != null) {
        comment(slots.post, false);
        out.indention = false;
        out.noBreak = true;
      }
      int column = out.column;
      if (before(slots, true)) {
        forced = flowStyle && out.isNested() && !out.inSequence();
        out.indention = indention;
        out.noBreak = !indention;
      }
      out.column = flowStyle ? column : out.column;
    }
    Slots ends = new Slots(flowStyle && slots != null ? slots.post : null, null);
    boolean dropped = dropsComments(held);
    ends.end = slots == null || dropped ? null : slots.end;
    if (!flow.isEmpty() || flowStyle || empty) {
      flowSequence(held, forced, dropped, ends);
    } else {
      blockSequence(held, dropped, ends);
    }
  }

  /// Comments behind the indicator of a block scalar drop all comments of the list that holds it.
  private static boolean dropsComments(Held.Sequence held) {
    for (Slots slots : held.comments.values()) {
      if (slots.header != null) {
        return true;
      }
    }
    return false;
  }

  private static Slots itemSlots(Held.Sequence held, int place, Held item, boolean dropped) {
    Slots given = dropped ? null : held.comments.get(place);
    Slots own = own(item);
    if (given == null || own == null) {
      return given == null ? own : withoutEnd(given);
    }
    Slots both = new Slots(own.post == null ? given.post : own.post,
        own.pre == null ? given.pre : own.pre);
    both.end = own.end;
    return both;
  }

  private static Slots withoutEnd(Slots given) {
    if (given.end == null) {
      return given;
    }
    Slots less = new Slots(given.post, given.pre);
    less.header = given.header;
    return less;
  }

  private void flowSequence(Held.Sequence held, boolean forced, boolean dropped, Slots ends) {
    openBracket("[", "[", forced, true);
    if (out.inSequenceOfSequences()) {
      out.indention = true;
      out.noBreak = false;
    }
    for (int i = 0; i < held.items.size(); i++) {
      separate(i > 0);
      place(true, false, false);
      Held item = held.items.get(i);
      node(item, isAlias(item) ? null : itemSlots(held, i, item, dropped));
    }
    closeBracket("]", held.items.isEmpty(), ends);
  }

  private void separate(boolean comma) {
    if (comma) {
      out.indicator(",", false, false, false);
    }
    if (out.column > Output.WIDTH) {
      out.indent();
    }
  }

  private void openBracket(String bracket, String context, boolean forced, boolean sequence) {
    if (forced) {
      out.enter(true, sequence, false);
    }
    int offset = out.bracketOffset(forced);
    out.indicator(" ".repeat(Math.max(0, offset)).concat(bracket), true, true, false);
    flow.append(context);
    if (!forced) {
      out.enter(true, sequence, false);
    }
  }

  private void closeBracket(String bracket, boolean empty, Slots ends) {
    out.leave();
    flow.setLength(flow.length() - 1);
    if (!bracket.isEmpty()) {
      out.indicator(bracket, false, false, false);
    }
    if (ends.post != null) {
      comment(ends.post, false);
    } else if (!empty) {
      out.noBreak = false;
    } else if (flow.isEmpty()) {
      out.lineBreak();
    }
  }

  private void blockSequence(Held.Sequence held, boolean dropped, Slots ends) {
    boolean indentless = inMapping && !out.indention;
    out.enter(false, true, indentless);
    if (out.inSequenceOfSequences()) {
      out.indention = true;
      out.noBreak = false;
    }
    for (int i = 0; i < held.items.size(); i++) {
      Held item = held.items.get(i);
      Slots slots = isAlias(item) ? null : itemSlots(held, i, item, dropped);
      if (slots != null && Slots.hasAny(slots.pre)) {
        before(slots, !(item instanceof Held.Scalar));
      }
      boolean noBreak = out.column == 0 && out.noBreak;
      out.indent();
      out.indicator("-", true, false, true);
      out.noBreak |= noBreak;
      place(true, false, false);
      node(item, slots);
    }
    after(ends);
    out.leave();
    out.noBreak = false;
  }

  private void mapping(Held.Mapping held, Slots slots) {
    boolean empty = held.entries.isEmpty() && held.merged.isEmpty();
    boolean flowStyle = held.flow == Held.FLOW || held.flow == Held.UNSET && empty;
    boolean forced = false;
    if (slots != null) {
      if (!flowStyle && slots.post != null) {
        comment(slots.post, false);
      }
      if (Slots.hasAny(slots.pre)) {
        before(slots, true);
        forced = flowStyle && out.isNested() && !out.inSequence();
      }
    }
    Slots ends = new Slots(flowStyle && slots != null ? slots.post : null, null);
    ends.end = slots == null ? null : slots.end;
    if (!flow.isEmpty() || flowStyle || empty) {
      flowMapping(held, forced, ends);
    } else {
      out.enter(false, false, false);
      eachEntry(held, true);
      after(ends);
      out.leave();
    }
  }

  private void flowMapping(Held.Mapping held, boolean forced, Slots ends) {
    int size = held.merged.isEmpty() ? 0 : 1;
    for (Held.Entry entry : held.entries.values()) {
      size += entry.own || held.merged.isEmpty() ? 1 : 0;
    }
    boolean bare = size == 1 && !flow.isEmpty() && flow.charAt(flow.length() - 1) == '[';
    openBracket(bare ? "" : "{", bare ? "(" : "{", forced, false);
    eachEntry(held, false);
    closeBracket(bare ? "" : "}", size == 0, ends);
  }

  private void eachEntry(Held.Mapping held, boolean block) {
    int place = 0;
    int mergePlace = held.merged.isEmpty() ? -1 : held.mergePlace;
    for (Map.Entry<datasync.text.Value, Held.Entry> each : held.entries.entrySet()) {
      Held.Entry entry = each.getValue();
      if (mergePlace >= 0 && !entry.own) {
        continue;
      }
      if (place == mergePlace) {
        mergeEntry(held, block, place++);
        mergePlace = Integer.MAX_VALUE;
      }
      Held.EntryComments comments =
          held.comments.isEmpty() ? null : held.comments.get(each.getKey());
      entry(entry.key, entry.value, comments, block, place++);
    }
    if (mergePlace >= 0 && mergePlace < Integer.MAX_VALUE) {
      mergeEntry(held, block, place);
    }
  }

  private void mergeEntry(Held.Mapping held, boolean block, int place) {
    Held from = held.mergeList == null ? held.merged.get(0) : held.mergeList;
    entry(MERGE_KEY, from, null, block, place);
  }

  private void entry(Held key, Held value, Held.EntryComments comments, boolean block, int place) {
    Slots keySlots = comments == null || isAlias(key) ? own(key)
        : comments.key == null ? new Slots() : withoutEnd(comments.key);
    if (block) {
      if (keySlots != null && Slots.hasAny(keySlots.pre)) {
        before(keySlots, !(key instanceof Held.Scalar));
      }
      out.indent();
    } else {
      separate(place > 0);
    }
    boolean simple = isSimpleKey(key);
    if (!simple) {
      out.indicator("?", true, false, block);
    }
    boolean alias = isAlias(key);
    place(false, true, simple);
    node(key, keySlots);
    if (simple && alias && block) {
      out.text.append(' ');
    }
    if (simple) {
      out.indicator(":", false, false, false);
    } else if (block) {
      out.indent();
      out.indicator(":", true, false, true);
    } else {
      separate(false);
      out.indicator(":", true, false, false);
    }
    place(false, true, false);
    node(value, valueSlots(comments, value));
  }

  private static Slots valueSlots(Held.EntryComments comments, Held value) {
    Slots own = own(value);
    if (comments == null) {
      return own;
    }
    Slots slots = new Slots();
    if (comments.value != null) {
      slots.post = comments.value.post;
      slots.pre = comments.value.pre;
      slots.header = comments.value.header;
    }
    slots.end = own == null ? null : own.end;
    return slots;
  }

  private boolean isSimpleKey(Held key) {
    String anchor = anchors.get(key);
    int length = anchor == null ? 0 : anchor.length();
    if (isAlias(key)) {
      return length < MAX_KEY;
    }
    if (key instanceof Held.Scalar scalar) {
      length += 2 + scalar.type.tag.length();
      length += scalar.text.codePointCount(0, scalar.text.length());
      return length < MAX_KEY && !new ScalarStyle(scalar.text).isMultiline();
    }
    if (key instanceof Held.Sequence sequence) {
      return sequence.flow == Held.FLOW || sequence.items.isEmpty();
    }
    Held.Mapping mapping = (Held.Mapping) key;
    return mapping.flow == Held.FLOW || mapping.entries.isEmpty();
  }

  /// Writes the comments before a node, those of a collection only once.
  private boolean before(Slots slots, boolean once) {
    if (slots.pre == null) {
      return false;
    }
    for (Comment comment : slots.pre) {
      if (once && !done.add(comment)) {
        continue;
      }
      lines(comment);
    }
    return true;
  }

  private void after(Slots ends) {
    if (ends.end != null) {
      List<Comment> comments = ends.end;
      for (Comment comment : comments) {
        lines(comment);
      }
    }
  }

  private void lines(Comment comment) {
    if (out.column != 0) {
      out.lineBreak();
    }
    comment(comment, true);
  }

  private void comment(Comment comment, boolean pre) {
    StringBuilder text = comment.text;
    int length = text.length();
    if (!pre && length > 0 && text.charAt(length - 1) == '\n') {
      length--;
    }
    boolean feed = !text.isEmpty() && text.charAt(0) == '\n';
    int blanks = feed ? 0 : comment.column - out.column;
    if (out.column > 0 && blanks < 1 && !feed && !isBlank(text, length)) {
      blanks = 1;
    }
    out.blanks(Math.max(0, blanks));
    out.text.append(text, 0, length);
    if (!pre) {
      out.lineBreak();
    }
  }

  private static boolean isBlank(StringBuilder text, int length) {
    for (int i = 0; i < length; i++) {
      if (!HeldBuilder.isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
