/// DVC's remotes on HDFS: `webhdfs://`, and `hdfs://` through the same.
///
/// Follows the WebHDFS REST API of Hadoop 3.5 and, in what settings mean, dvc-webhdfs 3.1.0 with
/// fsspec's `WebHDFS`: `user` is `user.name`, `token` is `delegation` and excludes `user` and
/// `proxy_to` (`doas`), `password` makes it Basic, the port is 50070 unless the address has one,
/// `data_proxy_target` stands in for the name node in its own address and in redirects. The
/// checksum of an imported file is the `bytes` of `GETFILECHECKSUM`.
///
/// Decisions:
///
/// - Redirects to data nodes are followed by hand: the name node gets no bytes. Basic goes to the
///   data node, too, as with fsspec, unless that would leave TLS; a token is part of the redirect.
/// - A file is sent to a temporary name and renamed over its own in one step (`renameoptions`).
///   HttpFS says no to that when there is a file; the old one is then moved aside and removed last.
/// - What arrived before a connection broke is appended to. The temporary name of an object of
///   4 MiB or more follows from the object, so that a later run appends, too. Its length is
///   compared at the end: a data node that was still writing makes it start over. Where somebody
///   else holds the file, another name is used.
/// - Folders are listed in pages (`LISTSTATUS_BATCH`, whose parameter is spelt `startafter` by the
///   name node, whatever its documentation says), or at once where there are none.
/// - Hadoop gives most of its exceptions the status 403, so that the exception decides: standby,
///   safe mode and held leases are tried again, a quota is final.
/// - `hdfs` addresses name the port of Hadoop's own protocol, which is not spoken here. The name
///   node's port 9870 for HTTP is used, or what the variable `DATASYNC_HDFS_HTTP` says
///   (`host:port`, or an address with `https`): DVC's settings for `hdfs` have no word for it, and
///   it belongs to the place one works at rather than to the project. Without `user` the one of
///   `HADOOP_USER_NAME` or `USER` is taken.
///
/// Shortfalls: Kerberos is answered with one sentence, since it would need another module of the
/// JDK; a delegation token does the same. A list of name nodes is not known: one on standby is
/// asked again.
package datasync.backend.webhdfs;
