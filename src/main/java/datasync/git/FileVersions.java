package datasync.git;

import java.util.Optional;

/// The versions of one file that a merge could not bring together.
///
/// @param base what both sides were made from; empty when neither had it or it is not known
/// @param ours the version of the branch that is merged into; empty when it deleted the file
/// @param theirs the version of the branch that is merged; empty when it deleted the file
public record FileVersions(Optional<byte[]> base, Optional<byte[]> ours, Optional<byte[]> theirs) {}
