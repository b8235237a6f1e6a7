package datasync.backend.webhdfs;

import datasync.backend.FileInfo;
import datasync.backend.HttpReading;
import datasync.backend.HttpSetup;
import datasync.backend.ListableBackend;
import datasync.backend.Opening;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RetryPolicy;
import datasync.io.SettingException;
import datasync.io.TempName;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import datasync.task.Parallel;
import datasync.text.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The files below one folder of HDFS. Safe for several threads; the caller closes it.
public final class WebHdfsBackend implements ListableBackend {
  private static final int REQUESTS_PER_CORE = 4;

  private final HdfsSettings settings;
  private final HdfsClient client;
  private final HdfsListing listing;

  WebHdfsBackend(HdfsSettings settings, RetryPolicy policy) {
    this.settings = settings;
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
    try {
      Optional<HdfsStatus> status = client.status(client.path(name));
      return status.isEmpty() || status.get().folder()
          ? OptionalLong.empty()
          : OptionalLong.of(status.get().length());
    } catch (HttpFailure failure) {
      throw failure("query", name, failure);
    }
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
    try {
      Value.Mapping answer =
          client.ask(client.request("GET", "GETFILECHECKSUM", client.path(name), Map.of()));
      String bytes =
          answer.get("FileChecksum") instanceof Value.Mapping checksum
                  && checksum.get("bytes") instanceof Value.Text text
              ? text.value()
              : "";
      return new FileInfo(size.getAsLong(), bytes, "");
    } catch (HttpFailure failure) {
      throw failure("query", name, failure);
    }
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
    try {
      return new HttpReading(
          this, name, HdfsReading.open(client, client.path(name), from, length));
    } catch (HttpFailure failure) {
      if (failure.kind() == FailureKind.NOT_FOUND) {
        throw new NoSuchFileException(failure.url());
      }
      if (from > 0 && failure.status() >= 400 && size(name).orElse(-1) == from) {
        // the cluster calls the end of a file out of range
        return InputStream.nullInputStream();
      }
      throw failure("read", name, failure);
    }
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    try {
      new HdfsUpload(client, settings.replication(), name, payload).send();
    } catch (HttpFailure failure) {
      throw failure("write", name, failure);
    }
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    List<String> level = List.of(folder);
    Parallel parallel = Parallel.forTransfers(parallelism());
    while (!level.isEmpty()) {
      List<String> next = new ArrayList<>();
      parallel.forEach(
          level,
          each -> {
            List<HdfsStatus> entries = entries(each);
            synchronized (next) {
              for (HdfsStatus entry : entries) {
                String name = each.isEmpty() ? entry.suffix() : each + "/" + entry.suffix();
                if (entry.folder()) {
                  next.add(name);
                } else if (!TempName.matches(entry.suffix())) {
                  visitor.file(name, entry.length());
                }
              }
            }
          });
      level = next;
    }
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
    try {
      return listing.of(client.path(folder));
    } catch (HttpFailure failure) {
      throw failure("list", folder, failure);
    }
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    List<Parallel.Failure<String>> failures =
        Parallel.forTransfers(parallelism())
            .tryEach(names, name -> client.delete(client.path(name)));
    if (!failures.isEmpty()) {
      Parallel.Failure<String> first = failures.getFirst();
      throw first.reason() instanceof HttpFailure failure
          ? failure("remove", first.item(), failure)
          : first.reason();
    }
  }

  /// What happened, with a word on where the name node was looked for when it is not there.
  private StoreFailure failure(String operation, String name, HttpFailure cause) {
    HttpFailure told = cause;
    if (location().startsWith("hdfs:") && cause.status() == 0) {
      String how =
          "`hdfs` addresses are reached over HTTP at `" + settings.service() + "`, where "
              + cause.getMessage() + "; another place goes into the variable `"
              + HdfsSettings.HTTP_VARIABLE + "`";
      told = HttpFailure.of(Request.get(settings.service()), cause.kind(), how, cause);
    }
    return new StoreFailure(operation, location(), name, cause.isRetryable(), told);
  }

  @Override
  public int parallelism() {
    return REQUESTS_PER_CORE * Runtime.getRuntime().availableProcessors();
  }

  @Override
  public String location() {
    return settings.location();
  }

  @Override
  public void close() {
    client.close();
  }
}
