package datasync.auth.aws;

import java.util.HashMap;
import java.util.Map;

/// A section of a file of the AWS tools. Immutable; its values may be secret.
///
/// @param values the values of one line by their names in lower case
/// @param blocks what is indented below a name, such as `s3 =`, by that name
record Profile(Map<String, String> values, Map<String, Map<String, String>> blocks) {
  static final Profile EMPTY = new Profile(Map.of(), Map.of());

  Profile {
    values = Map.copyOf(values);
    blocks = Map.copyOf(blocks);
  }

  /// A value, or null.
  String get(String name) {
    return values.get(name);
  }

  /// Whether there is a value of a name.
  boolean has(String name) {
    return values.containsKey(name);
  }

  /// The values below a name, none where there is no such block.
  Map<String, String> block(String name) {
    return blocks.getOrDefault(name, Map.of());
  }

  /// Whether it holds a part of a static login.
  boolean hasKeys() {
    return has("aws_access_key_id") || has("aws_secret_access_key");
  }

  /// Whether a role is to be assumed with the login of another profile or place.
  boolean assumesRole() {
    return has("role_arn") && !has("web_identity_token_file");
  }

  /// The same with the values of another in front.
  Profile under(Profile other) {
    Map<String, String> merged = new HashMap<>(values);
    Map<String, Map<String, String>> mergedBlocks = new HashMap<>(blocks);
    merged.keySet().removeAll(other.blocks.keySet());
    mergedBlocks.keySet().removeAll(other.values.keySet());
    merged.putAll(other.values);
    mergedBlocks.putAll(other.blocks);
    return new Profile(merged, mergedBlocks);
  }

  /// The names alone.
  @Override
  public String toString() {
    return "Profile" + values.keySet() + blocks.keySet();
  }
}
