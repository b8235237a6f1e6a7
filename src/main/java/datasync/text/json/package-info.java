/// JSON as Python's `json` module reads and writes it.
///
/// DVC's metadata passes through that module, so its dialect is the format: `NaN` and `Infinity`
/// are numbers, the last of equal keys wins, output is ASCII with `", "` and `": "` between
/// items, floats have their shortest digits ([datasync.text.PythonFloat]). [Json] handles whole
/// values; [JsonWriter] writes what is too long to hold.
package datasync.text.json;
