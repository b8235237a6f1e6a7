/// The one list of kinds of remotes.
///
/// [Remotes] opens a [Remote] from its settings by the scheme of its URL. A new kind is one package
/// below `backend` (or a protocol of its own) and one entry in [Remotes]; nothing else knows kinds.
/// A network class is loaded only when a remote of that kind is opened.
package datasync.remote;
