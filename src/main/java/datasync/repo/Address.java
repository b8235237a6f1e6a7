package datasync.repo;

/// A target split into the metadata file and the stage in it; either may be empty.
///
/// Source: dvc 3.67, `dvc.utils.parse_target`: a name follows the last `:` and has neither slash
/// nor colon; what follows the first `@` belongs to the name.
public record Address(String file, String name) {
  /// Splits a target; which part is empty depends on its spelling alone.
  public static Address parse(String target) {
    int at = target.indexOf('@');
    String group = at < 0 ? target : target.substring(0, at);
    String key = at < 0 ? "" : target.substring(at);
    int colon = group.lastIndexOf(':');
    boolean named = colon >= 0 && group.indexOf('/', colon) < 0 && group.indexOf('\\', colon) < 0;
    String path = named ? group.substring(0, colon) : group;
    String name = named ? group.substring(colon + 1) : "";
    if (!name.isEmpty()) {
      return new Address(path.isEmpty() ? Stages.PIPELINE : path, name + key);
    }
    if (path.isEmpty()) {
      return new Address(Stages.PIPELINE, "");
    }
    return Stages.isMetadata(target) ? new Address(target, "") : new Address("", target);
  }
}
