/// One project, and one class per use case over it.
///
/// [Stages] finds the metadata files of a working tree or a commit, [StageGraph] checks how their
/// outputs lie to each other, [Targets] turns what a person typed into selections. The use cases
/// (`Add`, `Commit`, `Status`, `Push` …) read these, work through `workspace`, `transfer` and the
/// stores, and return values; nothing here prints.
///
/// What a person has to change is a [RepositoryException] that says what to type next.
package datasync.repo;
