package datasync.workspace;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Clones a file by `ioctl(FICLONE)` of Linux, through the foreign-function interface. Used only
/// where a clone and nothing else was asked for; elsewhere a copy by the kernel is one.
final class Reflink {
  /// `FICLONE` of `linux/fs.h`.
  private static final long FICLONE = 0x40049409L;

  private static final int READ_ONLY = 0;
  private static final int READ_WRITE = 2;

  private Reflink() {}

  private static final class Functions {
    static final MethodHandle OPEN = open();
    static final MethodHandle IOCTL =
        link(
            "ioctl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    static final MethodHandle CLOSE =
        link("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static MethodHandle open() {
      return link(
          "open",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, FunctionDescriptor descriptor) {
      Linker linker = Linker.nativeLinker();
      MemorySegment symbol = linker.defaultLookup().findOrThrow(name);
      return name.equals("close")
          ? linker.downcallHandle(symbol, descriptor)
          : linker.downcallHandle(symbol, descriptor, Linker.Option.firstVariadicArg(2));
    }
  }

  /// Makes a new file that shares all blocks with another one.
  ///
  /// @throws FileSystemException when the file system cannot do that
  static void clone(Path from, Path to) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new FileSystemException(to.toString(), from.toString(), "no reflink on this system");
    }
    Files.createFile(to);
    boolean done = false;
    try (Arena arena = Arena.ofConfined()) {
      done = clone(text(arena, from), text(arena, to));
    } catch (IOException | RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException("system calls throw nothing", impossible);
    } finally {
      if (!done) {
        Files.deleteIfExists(to);
      }
    }
    if (!done) {
      throw new FileSystemException(to.toString(), from.toString(), "reflink is not possible");
    }
  }

  private static MemorySegment text(Arena arena, Path path) {
    return arena.allocateFrom(path.toString(), StandardCharsets.UTF_8);
  }

  private static boolean clone(MemorySegment from, MemorySegment to) throws Throwable {
    int source = (int) Functions.OPEN.invokeExact(from, READ_ONLY, 0);
    int target = (int) Functions.OPEN.invokeExact(to, READ_WRITE, 0);
    int result = -1;
    if (source >= 0 && target >= 0) {
      result = (int) Functions.IOCTL.invokeExact(target, FICLONE, source);
    }
    close(source);
    close(target);
    return result == 0;
  }

  private static void close(int descriptor) throws Throwable {
    if (descriptor >= 0) {
      int ignored = (int) Functions.CLOSE.invokeExact(descriptor);
    }
  }
}
