package datasync.text.yaml;

import java.util.ArrayList;
import java.util.List;

/// The comments at one token or node. Handed on by reference, so that a comment that moves from a
/// token to its successor moves away from everything else that knew it.
final class Slots {
  /// The comment behind, on the same line or from the next line on; null for none.
  Comment post;
  /// The comments before; null for none.
  List<Comment> pre;
  /// The comments at the end of a collection; null for none.
  List<Comment> end;
  /// The comment on the first line of a block scalar, with the blanks before it; null for none.
  String header;
  /// Whether the comment came from behind a key; such a place keeps no end comments.
  boolean behindKey;

  Slots() {}

  Slots(Comment post, List<Comment> pre) {
    this.post = post;
    this.pre = pre;
  }

  /// Takes over what another place held.
  void absorb(Slots from) {
    boolean overlap = from.post != null && post != null
        || hasAny(from.pre) && hasAny(pre);
    if (overlap && from.pre != null && pre != null) {
      List<Comment> both = new ArrayList<>(from.pre);
      both.addAll(pre);
      pre = both;
    } else if (hasAny(from.pre)) {
      pre = from.pre;
    }
    if (from.post != null) {
      post = from.post;
    }
    if (from.header != null) {
      header = from.header;
    }
  }

  static boolean hasAny(List<Comment> comments) {
    return comments != null && !comments.isEmpty();
  }
}
