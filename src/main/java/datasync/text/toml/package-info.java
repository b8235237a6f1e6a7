/// TOML 1.0, read only: DVC takes parameters from such files. As DVC's reader does, it also takes
/// two things of TOML 1.1: inline tables on several lines and times without seconds.
///
/// Tables become [datasync.text.Value.Mapping] in the order of the file, dates and times become
/// [datasync.text.Value.Timestamp] as they are written. What TOML forbids is an error: a table
/// opened twice, a key set twice, a closed inline table extended.
package datasync.text.toml;
