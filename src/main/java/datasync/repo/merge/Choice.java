package datasync.repo.merge;

/// Something that both sides changed in different ways, so that a person has to choose.
///
/// @param what what it is, such as a path below a tracked folder or the name of a stage
/// @param ours our version in a few words
/// @param theirs their version in a few words
public record Choice(String what, String ours, String theirs) {}
