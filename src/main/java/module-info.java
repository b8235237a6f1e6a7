/// datasync moves large data between a workspace, a content-addressed cache and remotes.
module datasync {
  requires java.net.http;
  requires java.xml;
  requires jdk.httpserver;
}
