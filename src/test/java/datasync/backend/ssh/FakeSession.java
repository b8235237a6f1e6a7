package datasync.backend.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// One connection of [FakeSftp].
final class FakeSession {
  private static final int NAMES = 40;

  private final FakeSftp server;
  private final FakeTree tree;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final int cutAfter;
  private final Random random = new Random(7);
  private final Map<String, Open> handles = new HashMap<>();
  private final List<byte[]> answers = new ArrayList<>();
  private int requests;
  private int handleNumber;

  private record Open(FakeTree.Node node, Iterator<Map.Entry<String, FakeTree.Node>> names) {}

  FakeSession(FakeSftp server, DataInputStream in, OutputStream out, int cutAfter) {
    this.server = server;
    this.tree = server.tree();
    this.in = in;
    this.out = new DataOutputStream(out);
    this.cutAfter = cutAfter;
  }

  void run() throws IOException {
    ByteBuffer init = read();
    expect(init.get() == Packet.INIT && init.getInt() == 3, "no greeting of version 3");
    greet();
    Set<Integer> numbers = new HashSet<>();
    while (true) {
      ByteBuffer request = read();
      requests++;
      if (cutAfter >= 0 && requests > cutAfter) {
        return;
      }
      if (server.silentAfter.decrementAndGet() == 0) {
        in.skipNBytes(Long.MAX_VALUE);
      }
      int type = request.get() & 0xff;
      int number = request.getInt();
      expect(numbers.add(number), "a number twice");
      byte[] answer;
      synchronized (tree) {
        answer = answer(type, request);
      }
      expect(!request.hasRemaining(), "more bytes than request " + type + " has");
      ByteBuffer whole = ByteBuffer.allocate(answer.length + 8);
      whole.putInt(answer.length + 4).put(answer[0]).putInt(number);
      answers.add(whole.put(answer, 1, answer.length - 1).array());
      if (!server.manner().shuffled() || in.available() == 0) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    if (server.manner().shuffled()) {
      Collections.shuffle(answers, random);
    }
    for (byte[] each : answers) {
      out.write(each);
    }
    out.flush();
    answers.clear();
  }

  private ByteBuffer read() throws IOException {
    int length = in.readInt();
    int most = server.manner().limit() + 2048;
    expect(length > 0 && length <= most, "a packet of " + length + " bytes");
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private void greet() throws IOException {
    ByteArrayOutputStream version = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(version);
    data.writeByte(Reply.VERSION);
    data.writeInt(3);
    if (server.manner().extended()) {
      for (String name : List.of(Powers.RENAME, Powers.FSYNC, Powers.LIMITS)) {
        text(data, name);
        text(data, "1");
      }
      text(data, Powers.STATVFS);
      text(data, "2");
    }
    out.writeInt(version.size());
    version.writeTo(out);
    out.flush();
  }

  private byte[] answer(int type, ByteBuffer request) throws IOException {
    return switch (type) {
      case Packet.OPEN -> open(text(request), request.getInt(), request.getInt());
      case Packet.CLOSE -> status(handles.remove(text(request)) == null ? 4 : 0);
      case Packet.READ -> read(handle(request), request.getLong(), request.getInt());
      case Packet.WRITE -> write(handle(request), request.getLong(), bytes(request));
      case Packet.FSTAT -> attributes(handle(request).node());
      case Packet.STAT -> stat(text(request));
      case Packet.OPENDIR -> openFolder(text(request));
      case Packet.READDIR -> names(handle(request));
      case Packet.REMOVE -> remove(text(request));
      case Packet.MKDIR -> makeFolder(text(request), request.getInt());
      case Packet.RENAME -> rename(text(request), text(request), false);
      case Packet.EXTENDED -> extended(text(request), request);
      default -> status(Refusal.UNSUPPORTED);
    };
  }

  private byte[] extended(String name, ByteBuffer request) throws IOException {
    expect(server.manner().extended(), "an extension that is not there");
    return switch (name) {
      case Powers.RENAME -> rename(text(request), text(request), true);
      case Powers.FSYNC -> status(handle(request) == null ? 4 : 0);
      case Powers.STATVFS -> {
        expect(tree.find(text(request).replaceFirst("(.)/$", "$1")) != null, "a strange place");
        long free = server.full.get() ? 3 : 1 << 20;
        ByteBuffer space = ByteBuffer.allocate(89).put((byte) Reply.EXTENDED);
        for (long each : new long[] {4096, 4096, 1 << 21, free, free, 100, 50, 50, 1, 0, 255}) {
          space.putLong(each);
        }
        yield space.array();
      }
      case Powers.LIMITS -> {
        ByteBuffer limits = ByteBuffer.allocate(33).put((byte) Reply.EXTENDED);
        long most = server.manner().limit();
        yield limits.putLong(most + 1024).putLong(most).putLong(most).putLong(0).array();
      }
      default -> throw new IOException("an extension that was not offered");
    };
  }

  private byte[] open(String path, int flags, int attributes) throws IOException {
    expect(attributes == 0, "attributes that are not needed");
    FakeTree.Node node = tree.find(path);
    boolean exclusive = (flags & Sftp.EXCLUSIVE) != 0;
    boolean create = (flags & Sftp.CREATE) != 0;
    if (node != null && (exclusive || node.isFolder())) {
      return status(Refusal.FAILURE);
    }
    if (node == null && (!create || !tree.hasParent(path))) {
      return status(Refusal.NO_SUCH_FILE);
    }
    node = node == null ? tree.make(path, false) : node;
    if ((flags & Sftp.TRUNCATE) != 0) {
      node.truncate();
    }
    return handleOf(new Open(node, null));
  }

  private byte[] handleOf(Open open) throws IOException {
    String handle = "h" + handleNumber++;
    handles.put(handle, open);
    expect(handles.size() < 200, "too many handles");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeByte(Reply.HANDLE);
    text(data, handle);
    return bytes.toByteArray();
  }

  private byte[] read(Open open, long position, int length) throws IOException {
    expect(length > 0 && length <= server.manner().limit(), "a read of " + length + " bytes");
    if (position >= open.node().size()) {
      return status(Refusal.EOF);
    }
    boolean less = server.manner().shortReads() && length > 1;
    byte[] bytes = open.node().range(position, less ? 1 + random.nextInt(length) : length);
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) Reply.DATA).putInt(bytes.length).put(bytes).array();
  }

  private byte[] write(Open open, long position, byte[] bytes) throws IOException {
    expect(bytes.length <= server.manner().limit(), "a write of " + bytes.length + " bytes");
    if (server.full.get()) {
      return status(Refusal.FAILURE);
    }
    server.written.addAndGet(bytes.length);
    open.node().write(position, bytes);
    return status(Refusal.OK);
  }

  private byte[] stat(String path) throws IOException {
    FakeTree.Node node = tree.find(path);
    return node == null ? status(Refusal.NO_SUCH_FILE) : attributes(node);
  }

  private static byte[] attributes(FakeTree.Node node) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeByte(Reply.ATTRS);
    attributes(data, node);
    return bytes.toByteArray();
  }

  private static void attributes(DataOutputStream data, FakeTree.Node node) throws IOException {
    data.writeInt(0x80000000 | 1 | 2 | 4 | 8);
    data.writeLong(node.isFolder() ? 4096 : node.size());
    data.writeLong(0);
    data.writeInt(node.isFolder() ? 0040755 : 0100644);
    data.writeLong(0);
    data.writeInt(1);
    text(data, "some@thing");
    text(data, "else");
  }

  private byte[] openFolder(String path) throws IOException {
    FakeTree.Node node = tree.find(path);
    if (node == null || !node.isFolder()) {
      return status(node == null ? Refusal.NO_SUCH_FILE : Refusal.FAILURE);
    }
    Map<String, FakeTree.Node> all = new HashMap<>(tree.children(path));
    all.put(".", node);
    all.put("..", node);
    return handleOf(new Open(node, all.entrySet().iterator()));
  }

  private static byte[] names(Open open) throws IOException {
    if (!open.names().hasNext()) {
      return status(Refusal.EOF);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    int count = 0;
    for (; count < NAMES && open.names().hasNext(); count++) {
      Map.Entry<String, FakeTree.Node> each = open.names().next();
      text(data, each.getKey());
      text(data, "-rw-r--r-- as a person reads it");
      attributes(data, each.getValue());
    }
    return ByteBuffer.allocate(5 + bytes.size())
        .put((byte) Reply.NAME).putInt(count).put(bytes.toByteArray()).array();
  }

  private byte[] remove(String path) throws IOException {
    FakeTree.Node node = tree.find(path);
    if (node == null || node.isFolder()) {
      return status(node == null ? Refusal.NO_SUCH_FILE : Refusal.FAILURE);
    }
    tree.remove(path);
    return status(Refusal.OK);
  }

  private byte[] makeFolder(String path, int attributes) throws IOException {
    expect(attributes == 0, "attributes that are not needed");
    if (!tree.hasParent(path)) {
      return status(Refusal.NO_SUCH_FILE);
    }
    if (tree.find(path) != null) {
      return status(Refusal.FAILURE);
    }
    tree.make(path, true);
    return status(Refusal.OK);
  }

  private byte[] rename(String from, String to, boolean replace) throws IOException {
    if (tree.find(from) == null) {
      return status(Refusal.NO_SUCH_FILE);
    }
    if (tree.find(to) != null && !replace) {
      return status(Refusal.FAILURE);
    }
    tree.move(from, to);
    return status(Refusal.OK);
  }

  private static byte[] status(int code) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeByte(Reply.STATUS);
    data.writeInt(code);
    text(data, code == Refusal.FAILURE ? "Failure" : "");
    text(data, "en");
    return bytes.toByteArray();
  }

  private Open handle(ByteBuffer request) throws IOException {
    Open open = handles.get(text(request));
    expect(open != null, "a handle that is not open");
    return open;
  }

  private static byte[] bytes(ByteBuffer request) {
    byte[] bytes = new byte[request.getInt()];
    request.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer request) {
    return new String(bytes(request), StandardCharsets.UTF_8);
  }

  private static void text(DataOutputStream data, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    data.writeInt(bytes.length);
    data.write(bytes);
  }

  private void expect(boolean right, String otherwise) throws IOException {
    if (!right) {
      server.blame(otherwise);
      throw new EOFException(otherwise);
    }
  }
}
