package datasync.track;

import datasync.track.Rule.AnyOf;
import datasync.track.Rule.Fields;
import datasync.track.Rule.ListOf;
import datasync.track.Rule.MapOf;
import datasync.track.Rule.Plain;
import java.util.List;

/// What DVC 3.67 accepts in `.dvc` files and lock files (its module `schema`); all mappings are
/// closed.
final class Schemas {
  private static final Fields CONTENT =
      Fields.NONE
          .with(Plain.CHECKSUM, "md5", "checksum", "etag")
          .with(Plain.INT, "size", "nfiles")
          .with("isexec", Plain.BOOL)
          .with("version_id", Plain.TEXT);
  private static final Rule CLOUD = new MapOf(CONTENT, 0, 1);
  private static final Rule FILES =
      new ListOf(CONTENT.must("relpath", Plain.TEXT).with("cloud", CLOUD));

  /// What people write beside an output.
  static final Fields ANNOTATIONS =
      Fields.NONE
          .with(Plain.TEXT, "desc", "type")
          .with("labels", new ListOf(Plain.TEXT))
          .with("meta", Plain.ANYTHING);

  private static final Fields ENTRY =
      CONTENT
          .with(Plain.TEXT, "path", "hash")
          .with("persist", Plain.BOOL)
          .with("cloud", CLOUD)
          .with("files", FILES)
          .with("fs_config", Plain.MAP);
  private static final Rule OUTPUT =
      ENTRY.with(ANNOTATIONS).with(Plain.BOOL, "cache", "push").with("remote", Plain.TEXT);
  private static final Rule TEXT_OR_MAP = new AnyOf(List.of(Plain.TEXT, Plain.MAP));
  private static final Rule REPO =
      Fields.NONE
          .must("url", Plain.TEXT)
          .with(Plain.TEXT, "rev", "rev_lock")
          .with(TEXT_OR_MAP, "config", "remote");
  private static final Rule DATABASE =
      Fields.NONE.with(Plain.TEXT, "query", "connection", "file_format", "table");
  private static final Rule DEPENDENCY = ENTRY.with("repo", REPO).with("db", DATABASE);

  /// A `.dvc` file.
  static final Rule DVC_FILE =
      Fields.NONE
          .with("md5", Plain.CHECKSUM)
          .with("wdir", new AnyOf(List.of(Plain.TEXT, Plain.NULL)))
          .with("deps", new AnyOf(List.of(new ListOf(DEPENDENCY), Plain.NULL)))
          .with("outs", new AnyOf(List.of(new ListOf(OUTPUT), Plain.NULL)))
          .with(Plain.BOOL, "locked", "frozen", "always_changed")
          .with("meta", Plain.ANYTHING)
          .with("desc", Plain.TEXT);

  private static final Rule LOCK_DATA =
      CONTENT
          .must("path", Plain.TEXT)
          .with("cloud", CLOUD)
          .with("files", FILES)
          .with("hash", Plain.TEXT)
          .with("dataset", Plain.MAP);
  private static final Rule PARAMS =
      new MapOf(new MapOf(Plain.ANYTHING, 0, Integer.MAX_VALUE), 0, Integer.MAX_VALUE);

  /// An entry of a lock file, or a run of the run cache.
  static final Rule LOCK_STAGE =
      Fields.NONE
          .must("cmd", new AnyOf(List.of(Plain.TEXT, Plain.LIST)))
          .with("deps", new ListOf(LOCK_DATA))
          .with("params", PARAMS)
          .with("outs", new ListOf(LOCK_DATA));

  /// A `dvc.lock`.
  static final Rule LOCK_FILE =
      Fields.NONE
          .must("schema", Plain.VERSION)
          .with("datasets", Plain.ANYTHING)
          .with("stages", new MapOf(LOCK_STAGE, 0, Integer.MAX_VALUE));

  private Schemas() {}
}
