package datasync.workspace;

import datasync.io.FileNames;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What will be done for one request. Keeps a byte for each wanted file, and what is too much.
///
/// A single file is a tree whose only path is empty.
final class OutputPlan {
  /// Nothing is at the path.
  static final byte ADD = 0;

  /// The right content.
  static final byte SAME = 1;

  /// Another content.
  static final byte MODIFY = 2;

  /// The right content in the wrong kind of link.
  static final byte RELINK = 3;

  /// Something in the workspace that is not wanted.
  ///
  /// @param saved whether the cache has its content
  record Extra(Path path, boolean saved) {}

  final CheckoutRequest request;
  final Tree wanted;
  final byte[] states;
  final List<Extra> extras = new ArrayList<>();
  final List<Path> unsaved = new ArrayList<>();
  final List<Path> emptied = new ArrayList<>();
  Entry.Kind before = Entry.Kind.GONE;
  boolean existed;
  boolean makeExecutable;
  long fingerprint;

  OutputPlan(CheckoutRequest request) {
    this.request = request;
    this.wanted = tree(request.wanted(), request.hash());
    this.states = new byte[wanted.size()];
  }

  /// Not by a `switch` over patterns, the first of which costs a command 5 ms.
  private static Tree tree(Content content, HashName hash) {
    if (content instanceof Content.Directory directory) {
      return directory.tree();
    }
    return content instanceof Content.SingleFile file
        ? new Tree.Builder(hash, 1).add("", file.id(), file.size()).build()
        : new Tree.Builder(hash, 0).build();
  }

  Path path(int index) {
    String relative = wanted.path(index);
    return relative.isEmpty() ? request.path() : FileNames.resolve(request.path(), relative);
  }

  boolean wantsDirectory() {
    return request.wanted() instanceof Content.Directory;
  }

  boolean isDirectoryNow() {
    return before == Entry.Kind.DIRECTORY || before == Entry.Kind.LINKED_DIRECTORY;
  }

  /// Whether files, directories or modes will change; relinked files do not count.
  boolean changes() {
    return count(ADD) + count(MODIFY) > 0
        || !extras.isEmpty()
        || !emptied.isEmpty()
        || makeExecutable
        || wantsDirectory() && !isDirectoryNow();
  }

  boolean isEmpty() {
    return !changes() && count(RELINK) == 0;
  }

  long count(byte state) {
    long count = 0;
    for (byte each : states) {
      if (each == state) {
        count++;
      }
    }
    return count;
  }

  /// Whether the tree has files below a directory.
  boolean wantsBelow(String relative) {
    return relative.isEmpty()
        ? wantsDirectory()
        : wanted.startOf(relative) < wanted.endOf(relative);
  }

  ObjectId id(int index) {
    return wanted.id(index);
  }
}
