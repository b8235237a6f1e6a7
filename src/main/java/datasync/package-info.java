/// The program: entry points and what belongs to the process as a whole.
///
/// `datasync.Launcher` is the main class of the jar and runs on any Java from 8 on;
/// `datasync.PackedClasses` loads the other classes; [datasync.Main] is the program proper.
package datasync;
