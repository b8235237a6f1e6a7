package datasync.repo;

import datasync.text.FormatException;
import datasync.text.Value;
import java.math.BigInteger;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The content of `.dvc/tmp/rwlock`. Not safe for several threads.
///
/// The two maps are kept in the order they came in; one that was emptied by a release is left out.
final class RwTable {
  private static final String READ = "read";
  private static final String WRITE = "write";

  /// Path to users, per mode; a missing mode was emptied.
  private final Map<String, Map<String, List<User>>> modes = new LinkedHashMap<>();

  /// Who uses a path.
  ///
  /// @param pid the process
  /// @param command its command line
  record User(long pid, String command) {}

  /// Who is in the way.
  ///
  /// @param user the process
  /// @param wanted the path it is in the way of
  record Blocker(User user, String wanted) {}

  RwTable() {
    modes.put(READ, new LinkedHashMap<>());
    modes.put(WRITE, new LinkedHashMap<>());
  }

  /// The table a file holds.
  ///
  /// @throws FormatException when the value has another shape
  static RwTable of(Value value) throws FormatException {
    if (!(value instanceof Value.Mapping top)) {
      throw shape();
    }
    RwTable table = new RwTable();
    table.modes.clear();
    for (Map.Entry<Value, Value> mode : top.entries().entrySet()) {
      if (!(mode.getKey() instanceof Value.Text(String name))
          || !name.equals(READ) && !name.equals(WRITE)
          || !(mode.getValue() instanceof Value.Mapping entries)) {
        throw shape();
      }
      Map<String, List<User>> paths = new LinkedHashMap<>();
      for (Map.Entry<Value, Value> each : entries.entries().entrySet()) {
        String path = ((Value.Text) each.getKey()).value();
        paths.put(path, users(each.getValue(), name.equals(READ)));
      }
      table.modes.put(name, paths);
    }
    table.modes.putIfAbsent(READ, new LinkedHashMap<>());
    table.modes.putIfAbsent(WRITE, new LinkedHashMap<>());
    return table;
  }

  private static List<User> users(Value value, boolean many) throws FormatException {
    List<User> users = new ArrayList<>();
    if (many) {
      if (!(value instanceof Value.Sequence list)) {
        throw shape();
      }
      for (Value each : list.items()) {
        users.add(user(each));
      }
    } else {
      users.add(user(value));
    }
    return users;
  }

  private static User user(Value value) throws FormatException {
    if (value instanceof Value.Mapping fields
        && fields.entries().size() == 2
        && fields.get("pid") instanceof Value.Int(BigInteger pid)
        && fields.get("cmd") instanceof Value.Text(String command)) {
      return new User(pid.longValue(), command);
    }
    throw shape();
  }

  private static FormatException shape() {
    return new FormatException("rwlock", 0, 0, "not a table of locks");
  }

  /// What is written to the file.
  Value value() {
    Map<String, Value> top = new LinkedHashMap<>();
    modes.forEach(
        (mode, paths) -> {
          Map<String, Value> entries = new LinkedHashMap<>();
          paths.forEach(
              (path, users) -> {
                List<Value> all = new ArrayList<>();
                users.forEach(user -> all.add(value(user)));
                entries.put(path, mode.equals(READ) ? new Value.Sequence(all) : all.getFirst());
              });
          top.put(mode, Value.Mapping.of(entries));
        });
    return Value.Mapping.of(top);
  }

  private static Value value(User user) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("pid", Value.Int.of(user.pid()));
    fields.put("cmd", new Value.Text(user.command()));
    return Value.Mapping.of(fields);
  }

  /// Tells every user of a path.
  void forEach(BiConsumer<User, String> visitor) {
    modes.forEach(
        (mode, paths) ->
            paths.forEach((path, users) -> users.forEach(user -> visitor.accept(user, path))));
  }

  /// The live processes that write over one of the paths; dead ones are removed.
  List<Blocker> writersOver(List<String> paths, User self, BiConsumer<User, String> removed) {
    return blockers(WRITE, paths, self, removed);
  }

  /// The live processes that read over one of the paths; dead ones are removed.
  List<Blocker> readersOver(List<String> paths, User self, BiConsumer<User, String> removed) {
    return blockers(READ, paths, self, removed);
  }

  private List<Blocker> blockers(
      String mode, List<String> wanted, User self, BiConsumer<User, String> removed) {
    List<Blocker> blockers = new ArrayList<>();
    for (String path : List.copyOf(modes.getOrDefault(mode, Map.of()).keySet())) {
      String over = overlapping(path, wanted);
      if (over.isEmpty()) {
        continue;
      }
      for (User user : List.copyOf(modes.get(mode).get(path))) {
        if (user.equals(self)) {
          continue;
        }
        if (ProcessHandle.of(user.pid()).isPresent()) {
          blockers.add(new Blocker(user, over));
        } else {
          removed.accept(user, path);
          release(mode, user, path);
        }
      }
    }
    return blockers;
  }

  /// The wanted path that is, holds or lies in `path`; empty when there is none.
  private static String overlapping(String path, List<String> wanted) {
    String separator = FileSystems.getDefault().getSeparator();
    for (String each : wanted) {
      if (path.equals(each)
          || path.startsWith(each + separator)
          || each.startsWith(path + separator)) {
        return each;
      }
    }
    return "";
  }

  /// Adds a reader; gives the paths it did not read yet.
  List<String> addRead(User user, List<String> paths) {
    List<String> added = new ArrayList<>();
    Map<String, List<User>> readers = modes.computeIfAbsent(READ, none -> new LinkedHashMap<>());
    for (String path : paths) {
      List<User> users = readers.computeIfAbsent(path, none -> new ArrayList<>());
      if (!users.contains(user)) {
        users.add(user);
        added.add(path);
      }
    }
    return added;
  }

  /// Adds a writer; gives the paths it did not write yet.
  List<String> addWrite(User user, List<String> paths) {
    List<String> added = new ArrayList<>();
    Map<String, List<User>> writers = modes.computeIfAbsent(WRITE, none -> new LinkedHashMap<>());
    for (String path : paths) {
      if (!List.of(user).equals(writers.get(path))) {
        writers.put(path, new ArrayList<>(List.of(user)));
        added.add(path);
      }
    }
    return added;
  }

  /// Removes a writer.
  void releaseWrite(User user, List<String> paths) {
    for (String path : paths) {
      release(WRITE, user, path);
    }
  }

  /// Removes a reader.
  void releaseRead(User user, List<String> paths) {
    for (String path : paths) {
      release(READ, user, path);
    }
  }

  private void release(String mode, User user, String path) {
    Map<String, List<User>> paths = modes.getOrDefault(mode, new LinkedHashMap<>());
    List<User> users = paths.getOrDefault(path, new ArrayList<>());
    users.remove(user);
    if (users.isEmpty()) {
      paths.remove(path);
    }
    if (paths.isEmpty()) {
      modes.remove(mode);
    }
  }
}
