package datasync.backend.s3;

import datasync.auth.aws.AwsChain;
import datasync.auth.aws.SigV4;
import datasync.backend.FileInfo;
import datasync.backend.HttpFailures;
import datasync.backend.HttpSetup;
import datasync.backend.LoginSource;
import datasync.backend.Opening;
import datasync.backend.UploadSessions;
import datasync.backend.VersionedBackend;
import datasync.http.FailureKind;
import datasync.http.Headers;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.http.RequestBody;
import datasync.http.RetryPolicy;
import datasync.http.Transports;
import datasync.object.Payload;
import datasync.object.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/// The objects below one prefix of a bucket. Safe for several threads; the caller closes it.
public final class S3Backend implements VersionedBackend, LoginSource {
  private static final int AT_LEAST = 16;

  private final S3Settings settings;
  private final HttpFailures failures;
  private final S3Client client;
  private final Upload upload;
  private final Listing listing;
  private final BatchDelete deletion;
  private volatile boolean bucketSeen;

  private S3Backend(
      S3Settings settings, S3Client client, UploadSessions sessions, Outside outside) {
    this.settings = settings;
    this.failures = new HttpFailures(settings.place().address());
    this.client = client;
    Protection protection = settings.protection();
    SinglePut put = new SinglePut(client, protection, settings.transfer().signed());
    String place = settings.endpoint().address("", "", "") + " " + settings.place().bucket();
    this.upload =
        new Upload(
            client,
            put,
            protection,
            settings.transfer().sizes(),
            new Upload.Memory(sessions, place, outside.clock()));
    this.listing = new Listing(client, settings.transfer().pageSize());
    this.deletion = new BatchDelete(client, parallelism());
  }

  /// What a backend needs of the world.
  ///
  /// @param clock the time that signatures carry
  /// @param policy how often requests are made again
  record Outside(InstantSource clock, RetryPolicy policy) {}

  /// A backend that connects when it is first asked.
  static S3Backend open(S3Settings settings, UploadSessions sessions, Outside outside) {
    S3Signer signer =
        new S3Signer(settings.endpoint(), settings.login(), outside.clock(), settings.region());
    S3Client client =
        new S3Client(
            settings.endpoint(), signer, Transports.open(settings.transport()), outside.policy());
    return new S3Backend(settings, client, sessions, outside);
  }

  /// A backend with the settings of an `s3` remote; it connects when it is first asked.
  ///
  /// @throws datasync.io.SettingException when a value makes no sense
  public static S3Backend open(Opening opening) throws IOException {
    return open(AwsSettings.of(opening), opening);
  }

  /// A backend with the settings of an `oss` remote; it connects when it is first asked.
  ///
  /// @throws datasync.io.SettingException when a value makes no sense
  public static S3Backend openOss(Opening opening) throws IOException {
    return open(OssSettings.of(opening), opening);
  }

  private static S3Backend open(S3Settings settings, Opening opening) {
    return open(
        settings,
        opening.sessions(),
        new Outside(opening.environment().clock(), HttpSetup.retries(opening)));
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return FileInfo.sizeOf(look(name));
  }

  @Override
  public FileInfo look(String name) throws IOException {
    return head(name, "");
  }

  @Override
  public FileInfo lookVersion(String name, String version) throws IOException {
    return head(name, version(version));
  }

  /// `HeadObject`. An answer of 404 has no body, so that a bucket that is not there shows only when
  /// it is asked for: once.
  private FileInfo head(String name, String query) throws IOException {
    try {
      Headers head = client.send(about("HEAD", name, query));
      bucketSeen = true;
      return info(head.number("Content-Length"), head);
    } catch (S3Refusal silent) {
      S3Refusal refusal = explained(silent, name, query);
      boolean missing =
          refusal.failure().kind() == FailureKind.NOT_FOUND
              || !query.isEmpty() && isNoVersion(refusal);
      if (!missing) {
        throw failure("query", name, refusal);
      }
      checkBucket();
      return null;
    } catch (HttpFailure failure) {
      throw failures.of("query", name, failure);
    }
  }

  /// Why a version was refused with 400: an id that cannot be, or a key for the encryption that is
  /// missing. The answer to `HEAD` does not tell, that to a `GET` does.
  private S3Refusal explained(S3Refusal refusal, String name, String query) throws IOException {
    if (refusal.status() != 400 || !refusal.code().isEmpty()) {
      return refusal;
    }
    try {
      client.send(about("GET", name, query).with("Range", "bytes=0-0"));
      return refusal;
    } catch (S3Refusal told) {
      return told;
    }
  }

  /// Ids that cannot be of this bucket are wrong arguments, those of removal marks no objects.
  private static boolean isNoVersion(S3Refusal refusal) {
    return switch (refusal.code()) {
      case "NoSuchVersion", "InvalidArgument", "InvalidVersionId", "InvalidVersion" -> true;
      default -> refusal.status() == 405;
    };
  }

  private void checkBucket() throws IOException {
    if (bucketSeen) {
      return;
    }
    try {
      client.document(client.request("GET", "", "list-type=2&max-keys=1", RequestBody.NONE));
    } catch (S3Refusal refusal) {
      if (refusal.code().equals("NoSuchBucket")) {
        throw failure("query", "", refusal);
      }
    } catch (HttpFailure unclear) {
      throw failures.of("query", "", unclear);
    }
    bucketSeen = true;
  }

  private static FileInfo info(long size, Headers headers) {
    return new FileInfo(
        size,
        Digests.tag(headers.first("ETag").orElse("")),
        VersionListing.id(headers.first("x-amz-version-id").orElse("")));
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return get(name, "", from, Long.MAX_VALUE);
  }

  @Override
  public InputStream open(String name, long from, long length) throws IOException {
    return get(name, "", from, from + length);
  }

  @Override
  public InputStream openVersion(String name, String version, long from) throws IOException {
    return get(name, version(version), from, Long.MAX_VALUE);
  }

  private InputStream get(String name, String query, long from, long end) throws IOException {
    try {
      InputStream in = client.open(about("GET", name, query), from, end);
      return failures.reading(name, in);
    } catch (S3Refusal refusal) {
      boolean noKey = refusal.failure().kind() == FailureKind.NOT_FOUND;
      if (noKey && !refusal.code().equals("NoSuchBucket")
          || !query.isEmpty() && isNoVersion(refusal)) {
        throw new NoSuchFileException(refusal.failure().url());
      }
      if (refusal.status() == 416 && from > 0) {
        FileInfo info = head(name, query);
        if (info != null && info.size() == from) {
          return InputStream.nullInputStream();
        }
      }
      throw failure("read", name, refusal);
    } catch (HttpFailure failure) {
      throw failures.of("read", name, failure);
    }
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    make(name, payload);
  }

  @Override
  public FileInfo writeVersion(String name, Payload payload) throws IOException {
    FileInfo info = info(payload.length(), make(name, payload));
    if (info.size() >= 0 && !info.version().isEmpty() && !info.checksum().isEmpty()) {
      return info;
    }
    // the answer that ends an upload in parts has the tag elsewhere
    return head(name, version(info.version()));
  }

  private Headers make(String name, Payload payload) throws IOException {
    try {
      return upload.run(key(name), payload, Digests.named(name).orElse(null));
    } catch (S3Refusal refusal) {
      throw failure("write", name, refusal);
    } catch (HttpFailure failure) {
      throw failures.of("write", name, failure);
    }
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    walk(folder, false, (key, size, etag) -> visitor.file(key, size));
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    int start = folder.isEmpty() ? 0 : folder.length() + 1;
    walk(
        folder,
        true,
        new Listing.Visitor() {
          @Override
          public void object(String name, long size, String etag) throws IOException {
            visitor.child(name.substring(start), false, size);
          }

          @Override
          public void folder(String name) throws IOException {
            if (name.length() > start) {
              visitor.child(name.substring(start), true, -1);
            }
          }
        });
  }

  /// Lists a folder by names relative to this backend. Keys that end in `/`, which some programs
  /// make for folders, are no files.
  private void walk(String folder, boolean oneLevel, Listing.Visitor visitor)
      throws IOException {
    int start = settings.place().prefix().length();
    try {
      listing.run(
          prefix(folder),
          oneLevel,
          new Listing.Visitor() {
            @Override
            public void object(String key, long size, String etag) throws IOException {
              if (!key.endsWith("/")) {
                visitor.object(key.substring(start), size, etag);
              }
            }

            @Override
            public void folder(String key) throws IOException {
              visitor.folder(key.substring(start, key.length() - 1));
            }
          });
    } catch (S3Refusal refusal) {
      throw failure("list", folder, refusal);
    } catch (HttpFailure failure) {
      throw failures.of("list", folder, failure);
    }
  }

  @Override
  public void listVersions(String folder, InfoVisitor visitor) throws IOException {
    int start = settings.place().prefix().length();
    try {
      new VersionListing(client, settings.transfer().pageSize())
          .run(
              prefix(folder),
              (key, info) -> {
                if (!key.endsWith("/")) {
                  visitor.file(key.substring(start), info);
                }
              });
    } catch (S3Refusal refusal) {
      if (!refusal.isUnsupported()) {
        throw failure("list", folder, refusal);
      }
      walk(
          folder,
          false,
          (name, size, etag) -> visitor.file(name, new FileInfo(size, etag, "")));
    } catch (HttpFailure failure) {
      throw failures.of("list", folder, failure);
    }
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    List<String> keys = new ArrayList<>(names.size());
    for (String name : names) {
      keys.add(key(name));
    }
    try {
      deletion.run(keys);
    } catch (S3Refusal refusal) {
      throw failure("delete", "", refusal);
    } catch (HttpFailure failure) {
      throw failures.of("delete", "", failure);
    }
  }

  private Request about(String method, String name, String query) {
    return settings
        .protection()
        .about(client.request(method, key(name), query, RequestBody.NONE));
  }

  private static String version(String id) {
    return id.isEmpty() ? "" : "versionId=" + SigV4.encode(id, false);
  }

  private String key(String name) {
    return settings.place().prefix() + name;
  }

  private String prefix(String folder) {
    return settings.place().prefix() + (folder.isEmpty() ? "" : folder + "/");
  }

  private StoreFailure failure(String operation, String name, S3Refusal refusal) {
    return failures.of(operation, name, refusal.failure());
  }

  @Override
  public int parallelism() {
    return Math.max(AT_LEAST, HttpSetup.parallelism());
  }

  @Override
  public String location() {
    return failures.location();
  }

  @Override
  public String loginSource() throws IOException {
    return settings.login() == null ? "" : settings.login().origin();
  }

  @Override
  public void close() {
    client.close();
    if (settings.login() instanceof AwsChain chain) {
      chain.close();
    }
  }
}
