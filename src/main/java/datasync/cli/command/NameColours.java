package datasync.cli.command;

import datasync.io.Environment;
import java.util.HashMap;
import java.util.Map;

/// Colours names by what they stand for, as `LS_COLORS` says; `out` is what DVC tracks.
final class NameColours {
  private static final String DEFAULT = "rs=0:di=01;34:ex=01;32";

  private final Map<String, String> codes = new HashMap<>();

  NameColours(Environment environment) {
    String wanted = environment.variable("LS_COLORS");
    for (String item : (wanted.isEmpty() ? DEFAULT : wanted).split(":")) {
      int equals = item.indexOf('=');
      if (equals > 0) {
        codes.put(item.substring(0, equals), item.substring(equals + 1));
      }
    }
  }

  String of(String name, boolean output, boolean folder, boolean executable) {
    String code = null;
    if (output && codes.containsKey("out")) {
      code = codes.get("out");
    } else if (folder) {
      code = codes.get("di");
    } else if (executable) {
      code = codes.get("ex");
    } else {
      String last = name.substring(name.lastIndexOf('/') + 1);
      int dot = last.lastIndexOf('.');
      code = dot < 0 ? null : codes.get("*" + last.substring(dot));
    }
    return code == null || code.isEmpty()
        ? name
        : "\u001b[" + code + "m" + name + "\u001b[" + codes.getOrDefault("rs", "0") + "m";
  }
}
