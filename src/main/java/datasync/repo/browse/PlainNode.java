package datasync.repo.browse;

/// A name in a folder or commit.
///
/// @param name its last component
/// @param folder whether it is a folder; a link to one is not, unless it was asked for itself
/// @param executable whether it is a file that may be executed
/// @param size its bytes, as the file system counts them for folders, too
record PlainNode(String name, boolean folder, boolean executable, long size) {}
