package datasync.backend.azure;

import datasync.backend.FileInfo;
import datasync.backend.HttpFailures;
import datasync.backend.HttpSetup;
import datasync.backend.Opening;
import datasync.backend.VersionedBackend;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.Response;
import datasync.http.ResumingStream;
import datasync.http.RetryPolicy;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/// The blobs below one prefix of a container. Safe for several threads; the caller closes it.
public final class AzureBackend implements VersionedBackend {
  private static final int DELETES_AT_ONCE = 32;

  private final AzureSettings settings;
  private final HttpFailures failures;
  private final BlobService service;

  private AzureBackend(AzureSettings settings, BlobService service) {
    this.settings = settings;
    this.failures = new HttpFailures(settings.location());
    this.service = service;
  }

  /// A backend that connects when it is first asked.
  public static AzureBackend open(AzureSettings settings, RetryPolicy policy) {
    return new AzureBackend(settings, new BlobService(settings, policy));
  }

  /// A backend with the settings and retries of a remote; it connects when it is first asked.
  ///
  /// @throws datasync.io.SettingException when a value makes no sense or a needed one is missing
  /// @throws datasync.auth.NoCredentials when no account is named
  public static AzureBackend open(Opening opening) throws IOException {
    RetryPolicy policy = HttpSetup.retries(opening);
    return open(AzureSettings.of(opening, policy), policy);
  }

  private String blob(String name) {
    return settings.prefix() + name;
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return FileInfo.sizeOf(look(name));
  }

  @Override
  public FileInfo look(String name) throws IOException {
    return failures.ask("query", name, () -> head(name, ""));
  }

  @Override
  public FileInfo lookVersion(String name, String version) throws IOException {
    return failures.ask("query", name, () -> head(name, version(version)));
  }

  private static String version(String version) {
    return "versionid=" + BlobAddress.encodeAll(version);
  }

  private FileInfo head(String name, String query) throws IOException {
    Request request = service.request("HEAD", blob(name), query, RequestBody.NONE);
    try (Response response = service.exchange(request)) {
      boolean folder =
          response.headers().first("x-ms-meta-hdi_isfolder").orElse("").equalsIgnoreCase("true")
              || response.headers().first("x-ms-resource-type").orElse("").equals("directory");
      if (response.status() == 404 || folder) {
        return null;
      }
      if (response.status() != 200) {
        throw service.refusal(response);
      }
      return BlobUpload.info(response, response.length());
    }
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return reading(name, "", from, Long.MAX_VALUE);
  }

  @Override
  public InputStream open(String name, long from, long length) throws IOException {
    return reading(name, "", from, from + length);
  }

  @Override
  public InputStream openVersion(String name, String version, long from) throws IOException {
    return reading(name, version(version), from, Long.MAX_VALUE);
  }

  private InputStream reading(String name, String query, long from, long end)
      throws IOException {
    Request request = service.request("GET", blob(name), query, RequestBody.NONE);
    return failures.open(
        name,
        () -> ResumingStream.open(service, service.policy(), request, from, end),
        refused -> from > 0 && !refused.isRetryable() && endsAt(name, query, from));
  }

  /// What nothing is left of is refused, not always in words that tell how long it is.
  private boolean endsAt(String name, String query, long from) throws IOException {
    FileInfo info = failures.ask("read", name, () -> head(name, query));
    return info != null && info.size() == from;
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    writeVersion(name, payload);
  }

  @Override
  public FileInfo writeVersion(String name, Payload payload) throws IOException {
    return failures.ask("write", name, () -> new BlobUpload(service, blob(name), payload).run());
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    list(folder, false, (name, info) -> visitor.file(name, info.size()));
  }

  @Override
  public void listVersions(String folder, InfoVisitor visitor) throws IOException {
    list(folder, true, visitor);
  }

  private void list(String folder, boolean versions, InfoVisitor visitor) throws IOException {
    String below = settings.prefix() + (folder.isEmpty() ? "" : folder + "/");
    int skipped = settings.prefix().length();
    BlobListing.Visitor blobs =
        new BlobListing.Visitor() {
          @Override
          public void blob(String name, FileInfo info) throws IOException {
            boolean temporary = name.endsWith(".tmp") && name.startsWith(".", file(name));
            if (!temporary && !name.endsWith("/")) {
              visitor.file(name.substring(skipped), info);
            }
          }

          @Override
          public void prefix(String name) {
            // none come in a flat listing
          }
        };
    BlobListing.Query query = new BlobListing.Query(below, true, versions);
    failures.tell("list", folder, () -> new BlobListing(service).list(query, blobs));
  }

  private static int file(String name) {
    return name.lastIndexOf('/') + 1;
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    String below = settings.prefix() + (folder.isEmpty() ? "" : folder + "/");
    Set<String> folders = new HashSet<>();
    BlobListing.Visitor blobs =
        new BlobListing.Visitor() {
          @Override
          public void blob(String name, FileInfo info) throws IOException {
            if (name.length() > below.length()) {
              visitor.child(name.substring(below.length()), false, info.size());
            }
          }

          @Override
          public void prefix(String name) throws IOException {
            String child = name.substring(below.length(), name.length() - 1);
            if (!child.isEmpty() && folders.add(child)) {
              visitor.child(child, true, -1);
            }
          }
        };
    BlobListing.Query query = new BlobListing.Query(below, false, false);
    failures.tell("list", folder, () -> new BlobListing(service).list(query, blobs));
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    failures.each("delete", names, DELETES_AT_ONCE, this::delete);
  }

  private void delete(String name) throws IOException {
    Request request =
        service
            .request("DELETE", blob(name), "", RequestBody.NONE)
            .with("x-ms-delete-snapshots", "include");
    service.exchange(request).close();
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
    service.close();
  }
}
