package datasync.track;

/// What a stage reads.
public sealed interface Dependency
    permits FileDependency,
        RepoDependency,
        DatabaseDependency,
        DatasetDependency,
        ParamsDependency {
  /// The path as written: relative to the working directory of the stage, absolute, or a URL;
  /// empty for a dependency that has none.
  String path();
}
