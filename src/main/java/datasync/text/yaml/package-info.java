/// The YAML of DVC's metadata, read and written byte for byte as DVC does it.
///
/// DVC 3.67 reads with ruamel.yaml 0.19 (YAML 1.2, safe types) and rewrites files with its round
/// trip loader. What comes out is compared byte by byte with what DVC writes, so this package
/// follows ruamel in what survives a rewrite, where comments go, when a string is quoted and where
/// a line is folded, including what looks odd there. Known odd results are kept on purpose: both
/// programs work on one repository, and neither may undo the other's lines.
///
/// The way in: [Scanner][datasync.text.yaml.Yaml] cuts a text into tokens and gathers comments on
/// them, a parser builds nodes and hands the comments on, and nodes become plain values or, for a
/// [YamlDocument][datasync.text.yaml.YamlDocument], values that remember how they were written.
/// The way out is one emitter for both.
///
/// Limits, which ruamel does not have: 200 levels of nesting, five million values through aliases,
/// no alias inside its own anchor, no tags beyond those of plain scalars, lists and mappings, no
/// `%YAML` directive but 1.2. Reading takes time linear in the text, except where comments repeat.
package datasync.text.yaml;
