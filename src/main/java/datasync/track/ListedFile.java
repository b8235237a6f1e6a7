package datasync.track;

/// A file of a cloud-versioned directory, as the list `files` of an entry has it.
///
/// @param relpath the path below the directory, with `/`
/// @param recorded what is recorded of the file
public record ListedFile(String relpath, Recorded recorded) {}
