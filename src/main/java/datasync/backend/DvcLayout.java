package datasync.backend;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.util.Optional;

/// DVC's two layouts: `files/md5/ab/cdef…` of version 3, and `ab/cdef…` of version 2 and older.
///
/// Source: spec `dvc-format.md` 5.1. A name counts only with exactly two components below the
/// folder, the first of two characters.
public enum DvcLayout implements Layout {
  /// `files/md5/<2>/<30>` for plain MD5.
  CURRENT(HashName.MD5, "files/md5"),
  /// `<2>/<30>` for MD5 over normalised line ends.
  LEGACY(HashName.MD5_DOS2UNIX, "");

  private static final int PREFIX = 2;

  private final HashName hash;
  private final String folder;
  /// What every name begins with.
  private final String start;

  DvcLayout(HashName hash, String folder) {
    this.hash = hash;
    this.folder = folder;
    this.start = folder.isEmpty() ? "" : folder.concat("/");
  }

  /// The layout that holds objects of a hash.
  public static DvcLayout of(HashName hash) {
    return hash == HashName.MD5 ? CURRENT : LEGACY;
  }

  @Override
  public HashName hash() {
    return hash;
  }

  @Override
  public String folder() {
    return folder;
  }

  @Override
  public String name(ObjectId id) {
    if (id.hash() != hash) {
      throw new IllegalArgumentException(id + " in the layout of " + hash.text());
    }
    String value = id.value();
    int length = start.length();
    char[] name = new char[length + value.length() + 1];
    start.getChars(0, length, name, 0);
    value.getChars(0, PREFIX, name, length);
    name[length + PREFIX] = '/';
    value.getChars(PREFIX, value.length(), name, length + PREFIX + 1);
    return new String(name);
  }

  @Override
  public Optional<ObjectId> id(String name) {
    int start = folder.isEmpty() ? 0 : folder.length() + 1;
    boolean here = folder.isEmpty() || name.startsWith(folder + "/");
    if (!here || name.length() < start + 4 || name.charAt(start + 2) != '/') {
      return Optional.empty();
    }
    String rest = name.substring(start + 3);
    if (rest.indexOf('/') >= 0) {
      return Optional.empty();
    }
    return ObjectId.parse(hash, name.substring(start, start + 2) + rest);
  }
}
