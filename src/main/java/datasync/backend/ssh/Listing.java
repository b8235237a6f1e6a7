package datasync.backend.ssh;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Reads many folders at once over one connection. A folder is handed on when it was read to its
/// end, so that a lost connection costs the folders that were being read; the walk goes on with
/// these over another. For one thread.
final class Listing {
  private final ArrayDeque<Folder> todo = new ArrayDeque<>();
  private final ArrayDeque<Folder> active = new ArrayDeque<>();
  private final Taker taker;

  /// Receives what is in a folder.
  @FunctionalInterface
  interface Taker {
    /// @param name the path of the file relative to the top of the walk
    /// @return whether to go on below, when it is a folder
    boolean take(String name, Attributes attributes) throws IOException;
  }

  private record Entry(String name, Attributes attributes, boolean linked) {}

  private static final class Folder {
    private final String path;
    private final String name;
    private final List<Entry> entries = new ArrayList<>();
    private byte[] handle;
    private Pending asked;
    private boolean begun;

    Folder(String path, String name) {
      this.path = path;
      this.name = name;
    }
  }

  /// @param path the folder at the top
  /// @param name what the names of its files begin with, or empty
  Listing(String path, String name, Taker taker) {
    this.taker = taker;
    todo.add(new Folder(path, name));
  }

  /// Goes on until everything was read; a folder that is not there is empty.
  ///
  /// @throws ConnectionLost when it may be called again, over another connection
  void run(Sftp sftp) throws IOException {
    while (!active.isEmpty()) {
      Folder interrupted = active.poll();
      todo.add(new Folder(interrupted.path, interrupted.name));
    }
    while (!active.isEmpty() || !todo.isEmpty()) {
      while (active.size() < Windows.REQUESTS && !todo.isEmpty()) {
        Folder folder = todo.pollLast();
        // kept before it is asked for: a lost connection must not lose it
        active.add(folder);
        folder.asked = sftp.openFolder(folder.path);
      }
      step(sftp, active.peek());
    }
  }

  private void step(Sftp sftp, Folder folder) throws IOException {
    Reply reply = folder.asked.await();
    try {
      if (folder.handle == null) {
        folder.handle = reply.as(Reply.HANDLE).bytes();
      } else if (!add(reply, folder)) {
        sftp.connection().send(sftp.close(folder.handle));
        hand(sftp, folder);
        active.remove();
        return;
      }
    } catch (Refusal refusal) {
      // some servers look for the folder only when it is read
      if (folder.begun || !isNone(sftp, folder.path, refusal)) {
        throw refusal;
      }
      active.remove();
      return;
    }
    folder.asked = sftp.readFolder(folder.handle);
    active.add(active.remove());
  }

  /// Whether there is no such folder, or a file of that name.
  private static boolean isNone(Sftp sftp, String path, Refusal refusal) throws IOException {
    if (refusal.isMissing()) {
      return true;
    }
    if (refusal.code() == Refusal.PERMISSION_DENIED) {
      return false;
    }
    Attributes there = sftp.stat(path);
    return there == null || !there.isFolder();
  }

  /// Takes the names of an answer; false at the end of the folder.
  private static boolean add(Reply reply, Folder folder) throws IOException {
    try {
      reply.as(Reply.NAME);
    } catch (Refusal refusal) {
      if (refusal.code() == Refusal.EOF) {
        folder.begun = true;
        return false;
      }
      throw refusal;
    }
    folder.begun = true;
    int count = reply.int32();
    for (int i = 0; i < count; i++) {
      String name = reply.text();
      String line = reply.text();
      Attributes attributes = Attributes.read(reply).typedBy(line);
      if (!name.equals(".") && !name.equals("..") && isName(name)) {
        folder.entries.add(new Entry(name, attributes, false));
      }
    }
    return true;
  }

  /// A server is not to lead us out of the folder.
  private static boolean isName(String name) {
    return !name.isEmpty() && name.indexOf('/') < 0 && name.indexOf('\0') < 0;
  }

  private void hand(Sftp sftp, Folder folder) throws IOException {
    List<Entry> entries = resolved(sftp, folder);
    // from here on nothing is asked: it is handed on once
    for (Entry entry : entries) {
      String name = folder.name.isEmpty() ? entry.name() : folder.name + "/" + entry.name();
      boolean below = taker.take(name, entry.attributes()) && entry.attributes().isFolder();
      // links to folders may lead in a circle; dvc does not follow them either
      if (below && !entry.linked()) {
        todo.add(new Folder(below(folder.path, entry.name()), name));
      }
    }
  }

  /// The entries with what links lead to in place of links; those that lead to nothing are left
  /// out.
  private static List<Entry> resolved(Sftp sftp, Folder folder) throws IOException {
    List<Entry> entries = new ArrayList<>(folder.entries.size());
    for (Entry entry : folder.entries) {
      if (!entry.attributes().isLink()) {
        entries.add(entry);
        continue;
      }
      Attributes target = sftp.stat(below(folder.path, entry.name()));
      if (target != null) {
        entries.add(new Entry(entry.name(), target, true));
      }
    }
    return entries;
  }

  /// The path of a name in a folder.
  static String below(String folder, String name) {
    if (name.isEmpty()) {
      return folder.isEmpty() ? "." : folder;
    }
    return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
