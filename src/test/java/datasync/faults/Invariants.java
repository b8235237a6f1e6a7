package datasync.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What has to hold after a command was stopped, whatever its step was (design 5).
final class Invariants {
  private static final Pattern MD5 = Pattern.compile("md5: ([0-9a-f]{32}(\\.dir)?)\\b");
  private static final Pattern MEMBER = Pattern.compile("\"md5\": \"([0-9a-f]{32})\"");
  private static final String CACHE = "project/.dvc/cache/";
  private static final String OBJECTS = "files/md5/";

  private final World world;
  private final Map<String, byte[]> before;
  private final Map<String, byte[]> after;

  /// @param before the files of the world at first
  /// @param after those of an undisturbed run
  Invariants(World world, Map<String, byte[]> before, Map<String, byte[]> after) {
    this.world = world;
    this.before = before;
    this.after = after;
  }

  /// The files of a world with their content, without Git's and our own.
  static Map<String, byte[]> files(World world) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (Path each : world.paths()) {
      String name = world.top().relativize(each).toString();
      if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) && !name.contains("/.git/")) {
        files.put(name, Files.readAllBytes(each));
      }
    }
    return files;
  }

  /// What is wrong with the world as it is now.
  ///
  /// @param whole whether every object has to be whole, as after a kill; after a power cut those
  ///     need not be that no metadata file names
  List<String> broken(boolean whole) throws IOException {
    Map<String, byte[]> now = files(world);
    List<String> broken = new ArrayList<>();
    objects(now, whole, broken);
    trees(now, "remote/", broken);
    metadata(now, broken);
    nothingLost(now, broken);
    return broken;
  }

  private static void objects(Map<String, byte[]> now, boolean whole, List<String> broken) {
    now.forEach(
        (name, content) -> {
          if (whole && isObject(name) && !idOf(name).startsWith(World.digest(content))) {
            broken.add("object " + name + " has " + content.length + " wrong bytes");
          }
        });
  }

  private static boolean isObject(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return World.isStore(name) && name.contains("/" + OBJECTS) && last.matches("[0-9a-f]{30}.*");
  }

  private static String idOf(String name) {
    String two = name.substring(name.indexOf(OBJECTS) + OBJECTS.length());
    return two.replace("/", "");
  }

  private static void trees(Map<String, byte[]> now, String store, List<String> broken) {
    now.forEach(
        (name, content) -> {
          if (name.startsWith(store) && isObject(name) && name.endsWith(".dir")) {
            check(now, store, idOf(name), broken);
          }
        });
  }

  /// That an object is whole, and if it is a listing, all it names.
  private static void check(
      Map<String, byte[]> now, String store, String id, List<String> broken) {
    String name = store + OBJECTS + id.substring(0, 2) + "/" + id.substring(2);
    byte[] content = now.get(name);
    if (content == null || !id.startsWith(World.digest(content))) {
      broken.add(name + " is named, but " + (content == null ? "missing" : "wrong"));
    } else if (id.endsWith(".dir")) {
      Matcher members = MEMBER.matcher(new String(content, StandardCharsets.UTF_8));
      while (members.find()) {
        check(now, store, members.group(1), broken);
      }
    }
  }

  private void metadata(Map<String, byte[]> now, List<String> broken) {
    Set<String> names = new HashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String last = name.substring(name.lastIndexOf('/') + 1);
      boolean config = name.equals("project/.dvc/config");
      if (!name.endsWith(".dvc") && !last.equals(".gitignore") && !config) {
        continue;
      }
      String text = text(now.get(name));
      String old = text(before.get(name));
      String changed = text(after.get(name));
      if (last.equals(".gitignore")) {
        Set<String> known = new HashSet<>(List.of(old.split("\n")));
        known.addAll(List.of(changed.split("\n")));
        if (!known.containsAll(List.of(text.split("\n")))) {
          broken.add(name + " is neither old nor new: " + text);
        }
      } else if (!text.equals(old) && !text.equals(changed)) {
        broken.add(name + " is neither old nor new: " + text);
      } else if (text.equals(changed) && !text.isEmpty() && name.endsWith(".dvc")) {
        references(now, text, broken);
      }
    }
  }

  /// What a written metadata file names is in the cache if that is where the command leaves it.
  private void references(Map<String, byte[]> now, String text, List<String> broken) {
    Matcher ids = MD5.matcher(text);
    while (ids.find()) {
      String id = ids.group(1);
      String object = CACHE + OBJECTS + id.substring(0, 2) + "/" + id.substring(2);
      boolean already = before.containsKey(object);
      boolean stored = !already && after.containsKey(object) && !text.equals(text(before, text));
      if (already || stored) {
        check(now, CACHE, id, broken);
      }
    }
  }

  /// The text itself when a file had it before: then the command only has to bring its objects.
  private static String text(Map<String, byte[]> files, String wanted) {
    for (byte[] each : files.values()) {
      if (text(each).equals(wanted)) {
        return wanted;
      }
    }
    return "";
  }

  private static String text(byte[] content) {
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  /// Every content that is there before and after a whole run is there all the time.
  private void nothingLost(Map<String, byte[]> now, List<String> broken) {
    Set<String> kept = new HashSet<>();
    after.values().forEach(each -> kept.add(World.digest(each)));
    Set<String> here = new HashSet<>();
    now.values().forEach(each -> here.add(World.digest(each)));
    before.forEach(
        (name, content) -> {
          String digest = World.digest(content);
          if (!name.contains("/.dvc/tmp/") && kept.contains(digest) && !here.contains(digest)) {
            broken.add("the content of " + name + " is nowhere");
          }
        });
  }
}
