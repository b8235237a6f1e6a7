/// Configuration of all levels, as DVC 3.67 has it.
///
/// Four files are merged, later ones win key by key: system, global (the user's), project
/// (`.dvc/config`) and local (`.dvc/config.local`); see [ConfigLevel] and [ConfigFiles]. Section
/// and option names are lower-cased; values that are paths are relative to the folder of their
/// file. The merged result must fit a closed schema (`Schema`): an unknown key is an error, because
/// it is one for DVC. Obsolete keys that DVC accepts are accepted and kept.
///
/// [Config] reads; [ConfigEditor] and [RemoteEditor] do what `config`, `cache dir` and `remote`
/// do. A written file is normalised as DVC normalises it: no comments, four blanks, plain sections
/// first. It is replaced whole, and only by text that reads back as what was meant.
///
/// What only datasync knows stands in files of its own (`datasync.config` beside DVC's, and the
/// user's), in the same dialect, so that DVC can work in the same repository; see `OwnFiles`.
///
/// Messages are DVC's where DVC has one. They never hold a value that may be secret; [Secrets]
/// says which those are.
package datasync.config;
