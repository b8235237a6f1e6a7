/// Content-addressed objects: their names, and the roles of what holds them.
///
/// Whatever holds objects *gives* them ([ObjectSource]), *takes* them ([ObjectSink]), or does both
/// and can also be listed and emptied ([ObjectStore]): the cache, a bucket, a web server, an LFS
/// server, a bundle. Questions are asked in the plural, because batch protocols depend on it.
///
/// Invariants of every implementation, each a test of the contract classes:
///
/// - a name appears only after all bytes of its payload were read without error; a payload that
///   fails ([VerifiedPayload] fails at its end when the digest is wrong) leaves nothing visible
/// - objects never change; putting one that is already there is success and costs no bytes
/// - memory does not grow with the size of an object
///
/// Two optional powers of a store are interfaces of their own: [LocalStore] for objects that are
/// files here, [Sweepable] for knowing when objects came, which `gc` needs.
///
/// A directory is a [Tree] of paths and ids; [TreeMerge] merges two that were made from one. An
/// [IdSet] holds the ids of millions of objects.
///
/// Behaviour is added by wrapping: verification and counting are small classes over these
/// interfaces. Requests are made again, and cut downloads go on, where a protocol knows what that
/// means: in `http` and its backend, not here.
package datasync.object;
