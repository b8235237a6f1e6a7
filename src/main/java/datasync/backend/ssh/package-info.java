/// DVC's remote `ssh://`: files on a server, over SFTP version 3 spoken through the system's `ssh`.
///
/// Follows draft-ietf-secsh-filexfer-02 and OpenSSH's `PROTOCOL` (`posix-rename`, `fsync`,
/// `limits` and `statvfs` at `openssh.com`, where the server offers them), and dvc-ssh 4 in what
/// the settings and the address mean: the path of the address is absolute, `~` is a name like any
/// other, `%` is not decoded, and an address without a path starts where the login does.
///
/// From the bottom up: a `Packet` goes out and a `Reply` comes in over a `Wire`; a `Connection`
/// has many requests on their way and finds by number who waits; `Sftp` gives requests their
/// names; `RemoteFile`, `Upload` and `Listing` are the work of more than one request; `Sessions`
/// shares a few connections among many callers; `SshConnector` starts them.
///
/// Decisions:
///
/// - The system's `ssh` makes the connection, so that its configuration, agents, hardware keys and
///   jump hosts work as the user knows them. `DATASYNC_SSH` names another program or adds options.
/// - Host keys are checked as `ssh` is told to. dvc does not look at them at all; a host that dvc
///   reaches may therefore be refused here, and the message says what to type.
/// - Nobody is asked on the terminal by `ssh` itself. Secrets of the settings, and those that
///   datasync asks for, are given through `SSH_ASKPASS` (`AskPass`), never on a command line or in
///   a file; without any, `ssh` runs in its batch mode.
/// - `timeout` is the time to connect (30 s unless set). A line that is dead is noticed after 24 s
///   by `ssh`, and a server that owes an answer and moves no byte after 25 s; both are replaced,
///   and what was asked is asked again, up to five times without progress.
/// - `max_sessions` bounds the connections, of which there are never more than four: each is a
///   process of its own on both sides. dvc uses channels of one connection instead.
/// - Data goes through temporary names beside the final one that dvc leaves out as well, is synced
///   where the server can, and is renamed when the server has all bytes. Without `posix-rename` a
///   file that is in the way is moved aside first, so that there is always one.
/// - Large uploads go on in a later run under the temporary name that is remembered in
///   [datasync.backend.UploadSessions].
/// - Memory: 4 MiB of a connection's streams are on their way at once, shared among them.
///
/// Shortfalls: on Windows there is no program for `SSH_ASKPASS`; links to folders are not followed
/// in listings, as in dvc; a server that offers no SFTP but a shell is not used.
package datasync.backend.ssh;
