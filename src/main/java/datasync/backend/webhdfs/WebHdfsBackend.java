package datasync.backend.webhdfs;

import datasync.backend.FileInfo;
import datasync.backend.FolderWalk;
import datasync.backend.HttpFailures;
import datasync.backend.HttpSetup;
import datasync.backend.ListableBackend;
import datasync.backend.Opening;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RetryPolicy;
import datasync.io.SettingException;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.text.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The files below one folder of HDFS. Safe for several threads; the caller closes it.
public final class WebHdfsBackend implements ListableBackend {
  private final HdfsSettings settings;
  private final HttpFailures failures;
  private final HdfsClient client;
  private final HdfsListing listing;

  WebHdfsBackend(HdfsSettings settings, RetryPolicy policy) {
    this.settings = settings;
    this.failures = new HttpFailures(settings.location(), this::told);
    this.client = new HdfsClient(settings, policy);
    this.listing = new HdfsListing(client);
  }

  /// A backend with the settings and retries of a remote; it connects when it is first asked.
  ///
  /// @throws SettingException when a value makes no sense, contradicts another, or asks for
  ///     Kerberos
  public static WebHdfsBackend open(Opening opening) throws SettingException {
    return new WebHdfsBackend(HdfsSettings.of(opening), HttpSetup.retries(opening));
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    Optional<HdfsStatus> status =
        failures.ask("query", name, () -> client.status(client.path(name)));
    return status.isEmpty() || status.get().folder()
        ? OptionalLong.empty()
        : OptionalLong.of(status.get().length());
  }

  /// What the cluster says about a file: its checksum of checksums.
  ///
  /// Source: dvc-webhdfs 3.1.0, which records the `bytes` of `GETFILECHECKSUM`.
  @Override
  public FileInfo look(String name) throws IOException {
    OptionalLong size = size(name);
    if (size.isEmpty()) {
      return null;
    }
    Request request = client.request("GET", "GETFILECHECKSUM", client.path(name), Map.of());
    Value.Mapping answer = failures.ask("query", name, () -> client.ask(request));
    String bytes =
        answer.get("FileChecksum") instanceof Value.Mapping checksum
                && checksum.get("bytes") instanceof Value.Text text
            ? text.value()
            : "";
    return new FileInfo(size.getAsLong(), bytes, "");
  }

  @Override
  public boolean listsEachFolder() {
    return true;
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return open(name, from, -1);
  }

  @Override
  public InputStream open(String name, long from, long length) throws IOException {
    return failures.open(
        name,
        () -> HdfsReading.open(client, client.path(name), from, length),
        // the cluster calls the end of a file out of range
        refused -> from > 0 && refused.status() >= 400 && size(name).orElse(-1) == from);
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    HdfsUpload upload = new HdfsUpload(client, settings.replication(), name, payload);
    failures.tell("write", name, upload::send);
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    FolderWalk.list(this, folder, visitor);
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    for (HdfsStatus entry : entries(folder)) {
      if (entry.folder() || !TempName.matches(entry.suffix())) {
        visitor.child(entry.suffix(), entry.folder(), entry.folder() ? -1 : entry.length());
      }
    }
  }

  private List<HdfsStatus> entries(String folder) throws IOException {
    return failures.ask("list", folder, () -> listing.of(client.path(folder)));
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    failures.each(
        "remove", names, parallelism(), name -> client.delete(client.path(name)));
  }

  /// What happened, with a word on where the name node was looked for when it is not there.
  private HttpFailure told(HttpFailure cause) {
    if (!settings.location().startsWith("hdfs:") || cause.status() != 0) {
      return cause;
    }
    String how =
        "`hdfs` addresses are reached over HTTP at `" + settings.service() + "`, where "
            + cause.getMessage() + "; another place goes into the variable `"
            + HdfsSettings.HTTP_VARIABLE + "`";
    return HttpFailure.of(Request.get(settings.service()), cause.kind(), how, cause);
  }

  @Override
  public int parallelism() {
    return HttpSetup.parallelism();
  }

  @Override
  public String location() {
    return failures.location();
  }

  @Override
  public void close() {
    client.close();
  }
}
