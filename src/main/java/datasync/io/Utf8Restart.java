package datasync.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Starts the process anew in a UTF-8 locale when it was started in one that is not.
///
/// Java takes the encoding of file names and arguments from the locale. In the `C` locale, which
/// cron, containers and CI have, it reads every byte beyond ASCII as `?`: a directory would be
/// tracked under wrong names. The new image of the process (`execv`) gets the very bytes of the
/// command line, the same process id and the same open streams.
public final class Utf8Restart {
  private static final String MARK = "DATASYNC_RESTARTED";

  private Utf8Restart() {}

  /// Does not return when a restart is needed and possible; does nothing otherwise. Only Linux has
  /// what it takes; elsewhere the encoding is UTF-8 already or comes from the system.
  public static void ifNeeded(Environment environment) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (encoding.equals("UTF-8") || !environment.variable(MARK).isEmpty()) {
      return;
    }
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
      restart(split(line));
    } catch (IOException elsewhere) {
      return;
    }
  }

  private static List<byte[]> split(byte[] line) {
    List<byte[]> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == 0) {
        words.add(Arrays.copyOfRange(line, start, i + 1));
        start = i + 1;
      }
    }
    return words;
  }

  @SuppressWarnings("restricted")
  private static void restart(List<byte[]> words) throws IOException {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle setenv =
          linker.downcallHandle(
              linker.defaultLookup().find("setenv").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));
      MethodHandle execv =
          linker.downcallHandle(
              linker.defaultLookup().find("execv").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
      int set = (int) setenv.invokeExact(text(arena, "LC_ALL"), text(arena, "C.UTF-8"), 1);
      int marked = (int) setenv.invokeExact(text(arena, MARK), text(arena, "1"), 1);
      MemorySegment argv = arena.allocate(ValueLayout.ADDRESS, words.size() + 1L);
      for (int i = 0; i < words.size(); i++) {
        byte[] word = words.get(i);
        MemorySegment copy = arena.allocate(word.length);
        MemorySegment.copy(word, 0, copy, ValueLayout.JAVA_BYTE, 0, word.length);
        argv.setAtIndex(ValueLayout.ADDRESS, i, copy);
      }
      argv.setAtIndex(ValueLayout.ADDRESS, words.size(), MemorySegment.NULL);
      if (set == 0 && marked == 0) {
        int failed = (int) execv.invokeExact(text(arena, "/proc/self/exe"), argv);
        throw new IOException("execv: " + failed);
      }
    } catch (IOException | RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MemorySegment text(Arena arena, String text) {
    return arena.allocateFrom(text, StandardCharsets.US_ASCII);
  }
}
