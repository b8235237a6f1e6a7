package datasync.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of the machine, as far as process numbers mean something on it.
public final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");
  /// The number of the outermost namespace of processes on every Linux.
  private static final String OUTERMOST = "pid:[4026531836]";

  private HostName() {}

  /// The kernel's name of the machine, else what the environment says; in a container with
  /// processes of its own followed by a slash and their namespace. Empty when nobody knows.
  public static String of(Environment environment) {
    String name = kernel();
    if (name.isEmpty()) {
      name = environment.variable("HOSTNAME");
    }
    return name.isEmpty() ? environment.variable("COMPUTERNAME") : name;
  }

  private static String kernel() {
    try {
      String name = Files.readString(KERNEL).strip().replace(' ', '-');
      String processes = Files.readSymbolicLink(PROCESSES).toString();
      return name.isEmpty() || processes.equals(OUTERMOST) ? name : name + "/" + processes;
    } catch (IOException | UnsupportedOperationException other) {
      return "";
    }
  }
}
