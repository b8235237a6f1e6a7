package datasync.git;

/// What a person wants to know of a commit.
///
/// @param id the full name
/// @param author the name of the author
/// @param email the address of the author
/// @param date when it was written, as ISO 8601 with the offset of the author
/// @param subject the first line of its message
public record CommitInfo(String id, String author, String email, String date, String subject) {}
