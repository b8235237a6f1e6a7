package datasync;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Loads the classes of datasync, which the jar holds in one entry.
///
/// As entries of their own they would cost a short command more than its work: Java reads the
/// names of all entries first (8 ms for 1,200 of them), and its loader for jars takes 0.2 ms more
/// for each class.
///
/// The entry, in numbers of 4 bytes, the highest byte first: how many classes there are; for each
/// of them the hash of its name ([String#hashCode]), where its class file begins and how long that
/// is, in the order of the hashes, no two of which are equal; then the class files.
/// `scripts/Pack.java` writes it. Safe for several threads; the jar stays open until the process
/// ends.
final class PackedClasses extends ClassLoader {
  private static final String ENTRY = "datasync/classes";
  private static final String OURS = "datasync.";
  private static final int UNIT = 3 * Integer.BYTES;

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final ZipEntry entry;
  private final ByteBuffer index;

  private PackedClasses(ZipFile jar) throws IOException {
    super(PackedClasses.class.getClassLoader());
    this.jar = jar;
    this.entry = jar.getEntry(ENTRY);
    try (InputStream in = jar.getInputStream(entry)) {
      int count = ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).getInt();
      this.index = ByteBuffer.wrap(in.readNBytes(count * UNIT));
    }
  }

  /// Runs [Main] of the jar that was given to `java -jar`.
  ///
  /// @throws IOException when the jar cannot be read
  static void run(String[] arguments) throws IOException {
    // otherwise a method handle is made for the one call, which costs 8 ms
    System.setProperty("jdk.reflect.useNativeAccessorOnly", "true");
    PackedClasses loader = new PackedClasses(new ZipFile(System.getProperty("java.class.path")));
    try {
      Class<?> main = loader.loadClass(OURS + "Main");
      main.getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException thrown) {
      throw new IllegalStateException(thrown.getCause());
    } catch (ReflectiveOperationException broken) {
      throw new IOException("the jar is incomplete", broken);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    int at = find(name.hashCode());
    if (at < 0) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      in.skipNBytes(index.getInt(at + Integer.BYTES));
      byte[] bytes = in.readNBytes(index.getInt(at + 2 * Integer.BYTES));
      return defineClass(
          name, bytes, 0, bytes.length, PackedClasses.class.getProtectionDomain());
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  /// Where the index tells of a hash, or -1.
  private int find(int hash) {
    int low = 0;
    int high = index.capacity() / UNIT - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = index.getInt(middle * UNIT);
      if (there == hash) {
        return middle * UNIT;
      }
      if (there < hash) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
