/// Ignore patterns: Git's `.gitignore` and DVC's `.dvcignore`.
///
/// Both files look alike and mean different things, so a pattern has a [Dialect]. Git's is
/// `wildmatch.c` over the bytes of a name, compared with the whole path below the file's folder.
/// DVC's is what DVC 3.67 makes of the Python library pathspec 1.1: a regular expression over
/// code points that only has to match the *beginning* of the path, so that `foo` also decides
/// about `foo/bar`. Where that library leaves Git's rules (`*/` matches nothing, `[!a]` matches a
/// slash, an unclosed bracket drops the pattern) this package does the same.
///
/// A pattern becomes a small nondeterministic automaton ([Glob]) whose states are bits. It reads
/// a path once, whatever the pattern looks like, and it can stop at a directory and go on with
/// any name below it: an [IgnoreCursor] is the states of all patterns at one directory, so that
/// a walk pays for the name and not for the path, and allocates nothing per name.
package datasync.text.ignore;
