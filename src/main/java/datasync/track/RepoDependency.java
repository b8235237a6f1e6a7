package datasync.track;

import datasync.text.Value;

/// A dependency on a path in another repository, made by `dvc import`.
///
/// @param path the path in the other repository
/// @param url where the other repository is
/// @param rev the revision that was asked for, or empty
/// @param revLock the commit that was imported, or empty
/// @param config a path or a mapping of settings for the other repository; [Value.Null] when absent
/// @param remote a name or a mapping of the remote to read from; [Value.Null] when absent
public record RepoDependency(
    String path, String url, String rev, String revLock, Value config, Value remote)
    implements Dependency {}
