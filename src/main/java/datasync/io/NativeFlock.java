package datasync.io;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Calls `flock(2)` through the foreign-function interface.
///
/// Loading this class costs about 70 ms, nearly all of it the JDK linking its first foreign
/// function; so there is one function with one signature, and the number of the descriptor comes
/// from `/dev/fd` instead of an `open` of our own, which would be 10 ms more.
final class NativeFlock {
  /// What became of an attempt.
  enum Outcome {
    LOCKED,
    HELD,
    UNAVAILABLE
  }

  private static final int EXCLUSIVE_NON_BLOCKING = 2 | 4;
  private static final Path DESCRIPTORS = Path.of("/dev/fd");

  private NativeFlock() {}

  private static final class Function {
    static final MethodHandle FLOCK = link();

    @SuppressWarnings("restricted")
    private static MethodHandle link() {
      try {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> symbol = linker.defaultLookup().find("flock");
        if (symbol.isEmpty()) {
          return null;
        }
        ValueLayout.OfInt number = ValueLayout.JAVA_INT;
        return linker.downcallHandle(symbol.get(), FunctionDescriptor.of(number, number, number));
      } catch (IllegalCallerException | UnsupportedOperationException notAllowed) {
        return null;
      }
    }
  }

  /// Links the function so that a later attempt does not have to.
  static void prepare() {
    if (Function.FLOCK == null) {
      return;
    }
    call(-1);
  }

  /// The descriptors of this process that are open on a file; none when there is no such file.
  static Set<Integer> descriptors(Path path) throws IOException {
    Set<Integer> found = new HashSet<>();
    Object wanted;
    try {
      wanted = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException none) {
      return found;
    }
    try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path each : open) {
        try {
          if (wanted.equals(Files.readAttributes(each, BasicFileAttributes.class).fileKey())) {
            found.add(Integer.parseInt(each.getFileName().toString()));
          }
        } catch (IOException | NumberFormatException closedMeanwhile) {
          // the descriptor of the listing itself, for one
        }
      }
    } catch (NoSuchFileException noSuchFolder) {
      // then the lock cannot be had this way
    }
    return found;
  }

  /// Tries to lock an open file without waiting.
  ///
  /// @param before what [#descriptors] gave before the file was opened
  static Outcome tryExclusive(Path path, Set<Integer> before) throws IOException {
    Set<Integer> after = descriptors(path);
    after.removeAll(before);
    if (after.size() != 1 || Function.FLOCK == null) {
      return Outcome.UNAVAILABLE;
    }
    return call(after.iterator().next()) == 0 ? Outcome.LOCKED : Outcome.HELD;
  }

  private static int call(int descriptor) {
    try {
      return (int) Function.FLOCK.invokeExact(descriptor, EXCLUSIVE_NON_BLOCKING);
    } catch (RuntimeException | Error broken) {
      throw broken;
    } catch (Throwable impossible) {
      throw new IllegalStateException("flock throws nothing", impossible);
    }
  }
}
