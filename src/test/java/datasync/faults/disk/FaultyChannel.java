package datasync.faults.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// An open file on a [Disk]. Closing always works, so that nothing stays open after a stop.
final class FaultyChannel extends FileChannel {
  private final Disk disk;
  private final Path path;
  private final FileChannel real;
  private final boolean directory;
  private final Object inode;

  FaultyChannel(Disk disk, Path path, FileChannel real, boolean directory) {
    this.disk = disk;
    this.path = path;
    this.real = real;
    this.directory = directory;
    this.inode = disk.isInside(path) && !directory ? Damage.inode(path) : null;
    disk.opened(this);
  }

  /// Writes; when the machine stops here, half of the bytes.
  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (disk.step(path)) {
      disk.written(path, inode, real.size());
      real.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
      throw disk.stop();
    }
    disk.written(path, inode, real.size());
    return real.write(bytes);
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    if (disk.step(path)) {
      disk.written(path, inode, real.size());
      real.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
      throw disk.stop();
    }
    disk.written(path, inode, real.size());
    return real.write(bytes, position);
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += write(bytes[i]);
    }
    return sum;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (disk.step(path)) {
      throw disk.stop();
    }
    disk.written(path, inode, Math.min(size, real.size()));
    real.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    if (disk.step(path)) {
      throw disk.stop();
    }
    if (disk.isInside(path)) {
      disk.forced(inode);
    } else {
      real.force(metadata);
    }
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    if (disk.step(path)) {
      throw disk.stop();
    }
    disk.written(path, inode, real.size());
    return real.transferFrom(source, position, count);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target)
      throws IOException {
    disk.look(path);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, 1 << 20));
    int got = real.read(bytes, position);
    if (got <= 0) {
      return 0;
    }
    bytes.flip();
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
    return got;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    disk.look(path);
    return real.read(bytes);
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
    disk.look(path);
    return real.read(bytes, offset, length);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    disk.look(path);
    return real.read(bytes, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
    disk.closed(this);
    if (directory) {
      disk.synced(path);
    }
  }
}
