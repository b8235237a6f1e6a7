/// Looking into projects and copying out of them: `ls`, `du`, `get`, `get-url`, `ls-url`, and the
/// content of imports.
///
/// A [View] shows a project at one revision as one tree of [ViewEntry]s in which the files of the
/// project and what it tracks are merged, as dvc's `DVCFileSystem` does (dvc 3.67 `fs/dvc.py`,
/// which is the source of the rules here). [Views] opens one: over a folder, a commit of a local
/// repository, or a copy of a repository behind a URL that Git keeps for us. Below a view lie the
/// [PlainFiles] of the folder or commit, and for each project in it a [ProjectData] that knows the
/// outputs and where their bytes are: cache, remote, or the project they were imported from.
///
/// Paths within a view are relative, with `/`, and the empty path is its top. No `..` survives
/// [View#path], listings with unsafe names are refused when they are read, and a name is written
/// only below the folder that the user named. Bytes that are known by a digest are checked while
/// they are copied; files get their name after that.
package datasync.repo.browse;

