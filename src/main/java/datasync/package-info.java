/// The program: entry points and what belongs to the process as a whole.
///
/// `datasync.Launcher` is the main class of the jar and runs on any Java from 8 on;
/// `datasync.PackedClasses` loads the other classes; [datasync.Main] is the program proper.
///
/// What a start costs is told by `-Xlog:class+load`: classes whose source is not the shared
/// archive, and everything of `java.lang.invoke`. Tried without gain: reading all packed classes
/// at once (5 ms less for `status`, 6 ms more for `root`); `critical`, or bindings that are not
/// specialised, for the link to `flock`. In the image: an archive without linked classes (19 ms
/// more for `status`), one with those of the network (10 ms more for everything local).
package datasync;
