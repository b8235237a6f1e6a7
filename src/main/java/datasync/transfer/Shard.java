package datasync.transfer;

import datasync.object.ObjectId;
import java.util.Optional;

/// One of several equal parts of the work, for machines that do not know of each other.
///
/// Which part an object belongs to follows from its digest alone, so that every machine that is
/// asked for the same data divides it the same way, whatever has moved already.
///
/// @param number which part, from 1
/// @param of how many parts there are, at least `number`
public record Shard(int number, int of) {
  /// The only part.
  public static final Shard WHOLE = new Shard(1, 1);

  /// Refuses what is no part.
  public Shard {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("no shard: " + number + "/" + of);
    }
  }

  /// The part that a text such as `2/8` names; empty when it names none.
  public static Optional<Shard> parse(String text) {
    if (!text.matches("[0-9]{1,9}/[0-9]{1,9}")) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    int number = Integer.parseInt(text.substring(0, slash));
    int of = Integer.parseInt(text.substring(slash + 1));
    return number < 1 || number > of ? Optional.empty() : Optional.of(new Shard(number, of));
  }

  /// Whether it is everything.
  public boolean isWhole() {
    return of == 1;
  }

  /// Whether an object belongs to this part.
  public boolean has(ObjectId id) {
    if (of == 1) {
      return true;
    }
    String hex = id.hex();
    // the end of the digest: the beginning tells the folder on the remote
    long end = Long.parseUnsignedLong(hex, hex.length() - 16, hex.length(), 16);
    return Long.remainderUnsigned(end, of) == number - 1;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
