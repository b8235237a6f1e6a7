/// The INI dialect of DVC's configuration files, which is that of configobj 5.
///
/// Sections may nest (`[a]`, `[[b]]`) and may stand in quotes; a value is a string or, where an
/// unquoted comma stands, a list of strings; `#` starts a comment, `;` does not; three quotes
/// enclose several lines; `%(name)s` is replaced by another value. A text is read into
/// [datasync.text.Value.Mapping] with the options of a section before its subsections, as
/// configobj hands them on. Comments are not kept: DVC loses them when it rewrites a file.
///
/// [IniReader] handles ordinary lines with plain loops, because every command reads these files;
/// the odd ones go through configobj's grammar, kept as regular expressions in [IniGrammar].
package datasync.text.ini;
