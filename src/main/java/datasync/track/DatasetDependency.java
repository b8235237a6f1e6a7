package datasync.track;

import datasync.text.Value;

/// A dependency on an entry of the section `datasets`: `ds://name`.
///
/// @param path the URL as written
/// @param recorded what the lock file records of the dataset; empty when nothing
public record DatasetDependency(String path, Value.Mapping recorded) implements Dependency {}
