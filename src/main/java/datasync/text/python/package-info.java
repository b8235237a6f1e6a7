/// Parameters in Python files, read the way DVC reads them: without running anything.
///
/// Taken are assignments of literals to one name at the top level and in classes, and of literals
/// to `self.name` in `__init__`; a class becomes a mapping under its name. Every other statement is
/// passed over, as is a value that is no literal. [PythonTokens] cuts the text into tokens,
/// [Statements] finds the assignments, [Literals] reads values.
///
/// Only what is needed for that is known of the grammar: a text with wrong brackets, strings,
/// indentation, or operands without an operator between them is an error, as it is for DVC; subtler
/// errors inside statements that do not matter stay unseen.
package datasync.text.python;
