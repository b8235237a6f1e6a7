package datasync.text.yaml;

/// One token of a YAML text, with the comments that belong to it.
final class Token {
  /// What a token is; the text is how a message names it.
  enum Kind {
    STREAM_START("start of the text"), STREAM_END("end of the text"), DIRECTIVE("a directive"),
    DOCUMENT_START("`---`"), DOCUMENT_END("`...`"), BLOCK_SEQUENCE_START("a sequence"),
    BLOCK_MAPPING_START("a mapping"), BLOCK_END("end of a block"), FLOW_SEQUENCE_START("`[`"),
    FLOW_MAPPING_START("`{`"), FLOW_SEQUENCE_END("`]`"), FLOW_MAPPING_END("`}`"), KEY("a key"),
    VALUE("`:`"), BLOCK_ENTRY("`-`"), FLOW_ENTRY("`,`"), ALIAS("an alias"), ANCHOR("an anchor"),
    TAG("a tag"), SCALAR("a scalar"), COMMENT("a comment");

    final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  final Kind kind;
  final int line;
  final int column;
  int endLine;
  /// The text of a scalar, the name of an anchor, alias or directive, the suffix of a tag.
  String value;
  /// The handle of a tag, null for none; the prefix of a `%TAG` directive in `detail`.
  String handle;
  String detail;
  /// The quote or indicator of a scalar, 0 for a plain one.
  char style;
  Comment comment;
  Slots slots;

  Token(Kind kind, int line, int column) {
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.endLine = line;
  }

  void addPre(java.util.List<Comment> comments) {
    if (slots == null) {
      slots = new Slots();
    }
    slots.pre = comments;
  }

  void addPost(Comment after) {
    if (slots == null) {
      slots = new Slots();
    }
    slots.post = after;
  }

  /// Hands the comments to the token that follows, unless the document ends there.
  void moveComments(Token target, boolean behindKey) {
    if (slots == null || target.kind == Kind.STREAM_END || target.kind == Kind.DOCUMENT_START) {
      return;
    }
    Slots moved = slots;
    slots = null;
    if (target.slots != null) {
      target.slots.absorb(moved);
    } else if (behindKey) {
      target.slots = new Slots(moved.post, moved.pre);
      target.slots.header = moved.header;
      target.slots.behindKey = true;
    } else {
      target.slots = moved;
    }
  }
}
