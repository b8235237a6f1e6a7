package datasync.backend.ssh;

import datasync.backend.UploadSessions;
import datasync.io.TempName;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One file on its way to the server: written under a temporary name beside its own, synced,
/// compared in length, renamed. Goes on after a lost connection, and in a later run when it is
/// large, with what the server has. For one thread.
///
/// What the server has is trusted as far as its last bytes are those to send: what comes before was
/// acknowledged before these were sent.
final class Upload {
  /// Below this a file is sent whole again.
  private static final long RESUMED = 8L << 20;
  /// Fewer bytes than this that agree say nothing.
  private static final int COMPARED = 32 << 10;

  private final String path;
  private final Payload payload;
  private final UploadSessions sessions;
  private final String key;
  private String temporary;
  private boolean begun;
  private boolean remembered;

  /// @param path where the file goes
  /// @param sessions remembers large uploads
  /// @param location names the server in the memory of uploads
  Upload(String path, Payload payload, UploadSessions sessions, String location) {
    this.path = path;
    this.payload = payload;
    this.sessions = sessions;
    this.key = location + "\n" + path + "\n" + payload.length();
    this.temporary = beside(path);
  }

  /// A new temporary name in the folder of a file.
  static String beside(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1) + TempName.next();
  }

  /// Finds out whether an earlier run began this upload.
  void recall() throws IOException {
    if (payload.length() < RESUMED) {
      return;
    }
    Optional<String> earlier = sessions.find(key);
    if (earlier.isPresent() && TempName.matches(earlier.get())) {
      temporary = path.substring(0, path.lastIndexOf('/') + 1) + earlier.get();
      begun = true;
      remembered = true;
    }
  }

  /// Sends the file, or what is missing of it.
  ///
  /// @throws ConnectionLost when it may be called again, over another connection
  /// @throws IOException of the payload as thrown, or a [Refusal]
  void send(Sftp sftp) throws IOException {
    try {
      if (!attempt(sftp) && !attempt(sftp)) {
        throw new IOException("the temporary file vanished from the server");
      }
    } catch (ConnectionLost later) {
      throw later;
    } catch (InterruptedIOException stop) {
      if (!remembered) {
        discard(sftp);
      }
      throw stop;
    } catch (Refusal refusal) {
      // before the room it took is given back
      Refusal told = sftp.explained(refusal, path.substring(0, path.lastIndexOf('/') + 1));
      discard(sftp);
      throw told;
    } catch (IOException | RuntimeException failed) {
      discard(sftp);
      throw failed;
    }
    forget();
  }

  /// Sends it; false when somebody removed the temporary file meanwhile, as `dvc gc -c` may.
  private boolean attempt(Sftp sftp) throws IOException {
    long from = begun ? usable(sftp) : 0;
    byte[] handle = open(sftp, from);
    begun = true;
    remember();
    fill(sftp, handle, from);
    try {
      sftp.rename(temporary, path);
      return true;
    } catch (Refusal refusal) {
      if (!refusal.isMissing()) {
        throw refusal;
      }
      return false;
    }
  }

  /// How many bytes of an earlier attempt can stay: as far as the last ones there, those that may
  /// have been written out of order, are those to send.
  private long usable(Sftp sftp) throws IOException {
    Attributes there = sftp.stat(temporary);
    if (there == null || !there.isFile() || there.size() > payload.length()
        || there.size() < RESUMED / 4) {
      return 0;
    }
    long from = Math.max(0, there.size() - Windows.UPLOAD);
    long same = 0;
    try (InputStream in = payload.open();
        RemoteFile file = RemoteFile.open(sftp, temporary, from)) {
      in.skipNBytes(from);
      ByteBuffer theirs = file.next();
      while (theirs != null) {
        ByteBuffer ours = ByteBuffer.wrap(in.readNBytes(theirs.remaining()));
        int differs = theirs.mismatch(ours);
        same += differs < 0 ? theirs.remaining() : differs;
        theirs = differs < 0 ? file.next() : null;
      }
    }
    return same < COMPARED ? 0 : from + same;
  }

  private byte[] open(Sftp sftp, long from) throws IOException {
    int flags = Sftp.WRITE | Sftp.CREATE;
    flags |= begun ? from == 0 ? Sftp.TRUNCATE : 0 : Sftp.EXCLUSIVE;
    try {
      return sftp.open(temporary, flags);
    } catch (Refusal refusal) {
      int slash = path.lastIndexOf('/');
      if (!refusal.isMissing() || slash <= 0) {
        throw refusal;
      }
      sftp.makeFolders(path.substring(0, slash));
      return sftp.open(temporary, flags);
    }
  }

  private void fill(Sftp sftp, byte[] handle, long from) throws IOException {
    sftp.connection().streamBegins();
    boolean closed = false;
    try (InputStream in = payload.open()) {
      in.skipNBytes(from);
      Last last = stream(sftp, handle, in, from);
      closed = true;
      finish(sftp, handle, last);
    } finally {
      sftp.connection().streamEnds();
      if (!closed) {
        abandon(sftp, handle);
      }
    }
  }

  /// The rest of the file goes together with what ends it.
  private static void finish(Sftp sftp, byte[] handle, Last last) throws IOException {
    List<Packet> packets = new ArrayList<>();
    if (last.packet() != null) {
      packets.add(last.packet());
    }
    if (sftp.connection().powers().syncs()) {
      packets.add(sftp.fsync(handle));
    }
    int done = packets.size();
    packets.add(sftp.fstat(handle));
    packets.add(sftp.close(handle));
    List<Pending> answers = sftp.connection().sendSlow(packets);
    for (Pending answer : answers.subList(0, done)) {
      answer.await().done();
    }
    long size = Attributes.read(answers.get(done).await().as(Reply.ATTRS)).size();
    answers.getLast().await().done();
    if (size >= 0 && size != last.end()) {
      throw new IOException("the server has " + size + " bytes of " + last.end());
    }
  }

  private static void abandon(Sftp sftp, byte[] handle) {
    try {
      sftp.connection().send(sftp.close(handle));
    } catch (IOException gone) {
      // what broke the upload off is told
    }
  }

  /// What is left to send.
  ///
  /// @param packet the last bytes, or null when all are sent
  /// @param end the length of the file
  private record Last(Packet packet, long end) {}

  /// Sends bytes until the stream ends, but for the last.
  private Last stream(Sftp sftp, byte[] handle, InputStream in, long from)
      throws IOException {
    int block = sftp.connection().powers().longestWrite();
    ArrayDeque<Pending> ahead = new ArrayDeque<>();
    long position = from;
    while (true) {
      // one more than there should be, to see the end at once
      long left = payload.length() < 0 ? block : Math.max(0, payload.length() - position) + 1;
      int room = (int) Math.min(block, left);
      Packet packet = Packet.write(handle, position, room);
      int count = packet.fill(in, room);
      position += count;
      if (count < room) {
        while (!ahead.isEmpty()) {
          ahead.poll().await().done();
        }
        return new Last(count == 0 ? null : packet, position);
      }
      int share = Math.min(Windows.UPLOAD, sftp.connection().share());
      while (ahead.size() >= Math.max(1, share / block)) {
        ahead.poll().await().done();
      }
      ahead.add(sftp.connection().send(packet));
    }
  }

  private void discard(Sftp sftp) {
    try {
      if (begun) {
        sftp.remove(temporary).await();
      }
      forget();
    } catch (IOException left) {
      // what failed is told; a temporary name is no object
    }
    begun = false;
  }

  private void remember() throws IOException {
    if (!remembered && payload.length() >= RESUMED) {
      sessions.remember(key, temporary.substring(temporary.lastIndexOf('/') + 1));
      remembered = true;
    }
  }

  private void forget() throws IOException {
    if (remembered) {
      sessions.forget(key);
      remembered = false;
    }
  }
}
