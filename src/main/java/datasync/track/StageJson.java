package datasync.track;

import datasync.object.Digester;
import datasync.object.HashName;
import datasync.text.Value;
import datasync.text.json.Json;
import datasync.text.json.JsonStyle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The JSON of stages that DVC hashes: one line, sorted keys, ASCII.
public final class StageJson {
  private static final Set<String> NOT_IN_CHECKSUM =
      Set.of(
          "desc", "type", "labels", "meta", "locked", "frozen", "metric", "persist", "isexec",
          "size", "nfiles");
  private static final Set<String> NOT_IN_RUN = Set.of("size", "nfiles");

  private StageJson() {}

  /// The checksum of the stage of a `.dvc` file, which imports record as `md5`; empty for a stage
  /// that is no import, as those record none.
  public static String md5(Stage stage, Project project) throws MetadataException {
    if (!stage.isImport()) {
      return "";
    }
    Map<Value, Value> state = new LinkedHashMap<>(DvcFile.state(stage, project).entries());
    state.remove(new Value.Text("md5"));
    return digest(HashName.MD5, json(new Value.Mapping(state), NOT_IN_CHECKSUM));
  }

  /// The key below `runs/` of a lock entry.
  ///
  /// @param entry the entry as [LockFile#entry] makes it
  public static String runCacheKey(Value.Mapping entry) {
    Map<Value, Value> key = new LinkedHashMap<>(entry.entries());
    List<Value> paths = new ArrayList<>();
    if (entry.get("outs") instanceof Value.Sequence outputs) {
      for (Value output : outputs.items()) {
        paths.add(((Value.Mapping) output).get("path"));
      }
    }
    key.put(new Value.Text("outs"), new Value.Sequence(paths));
    return sha256(json(new Value.Mapping(key), NOT_IN_RUN));
  }

  /// The name of a run below its key.
  ///
  /// @param entry the entry as [LockFile#entry] makes it
  public static String runCacheValue(Value.Mapping entry) {
    return sha256(json(entry, NOT_IN_RUN));
  }

  private static byte[] json(Value value, Set<String> left) {
    return Json.write(without(value, left), JsonStyle.SORTED)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// The value without some keys at every level.
  private static Value without(Value value, Set<String> left) {
    return switch (value) {
      case Value.Mapping map -> {
        Map<Value, Value> kept = new LinkedHashMap<>();
        for (Map.Entry<Value, Value> entry : map.entries().entrySet()) {
          if (!(entry.getKey() instanceof Value.Text key) || !left.contains(key.value())) {
            kept.put(entry.getKey(), without(entry.getValue(), left));
          }
        }
        yield new Value.Mapping(kept);
      }
      case Value.Sequence list -> {
        List<Value> items = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
          items.add(without(item, left));
        }
        yield new Value.Sequence(items);
      }
      default -> value;
    };
  }

  static String digest(HashName hash, byte[] bytes) {
    Digester digester = Digester.of(hash);
    digester.update(bytes, 0, bytes.length);
    return digester.finish(false).hex();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
