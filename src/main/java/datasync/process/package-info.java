/// Child processes: the one place that starts programs.
///
/// Output is read while the program runs, standard error on a thread of its own, so that no pipe
/// fills up; both are bounded, and a program that prints more is stopped.
package datasync.process;
