package datasync.repo.browse;

import datasync.config.Overrides;

/// Which project is to be looked into, and how.
///
/// @param url a folder, or the address of a Git repository
/// @param revision a branch, tag or commit; empty for the files as they are, or the default branch
/// @param overrides what stands above the configuration of the project
public record ViewRequest(String url, String revision, Overrides overrides) {}
