/// Changes what a project tracks without looking at what the data says: stages are removed, renamed
/// and frozen.
///
/// Each use case goes in an order in which a kill at any point loses nothing and the same command
/// again ends where one that was not disturbed does: all is checked first; data is moved or deleted
/// before the metadata that names it goes, so that a second run still finds its way; new metadata
/// is written before the old goes. [Move] notes where data is on its way to in
/// `.dvc/tmp/datasync/move`, because after the rename nothing else says so.
///
/// Source: spec `dvc-format.md` 14.1, 22.1; dvc 3.67 `repo/remove.py`, `repo/move.py`,
/// `repo/freeze.py`, `dvcfile.py`. Where dvc would overwrite or drop what nobody asked it to (a
/// file at the place that data moves to, other outputs of a moved stage, sections of a `dvc.yaml`
/// beside its last stage), it is kept.
package datasync.repo.edit;
