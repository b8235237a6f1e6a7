package datasync.backend.gdrive;

import datasync.auth.google.BearerSigner;
import datasync.auth.google.GoogleTransport;
import datasync.auth.google.TokenEndpoint;
import datasync.backend.FileInfo;
import datasync.backend.HttpFailures;
import datasync.backend.HttpSetup;
import datasync.backend.ListableBackend;
import datasync.backend.Opening;
import datasync.http.HttpFailure;
import datasync.http.HttpTransport;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.Response;
import datasync.http.ResumingStream;
import datasync.http.RetryPolicy;
import datasync.http.Transports;
import datasync.object.Payload;
import datasync.task.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// The files below one folder of Google Drive. Safe for several threads; the caller closes it.
public final class DriveBackend implements ListableBackend {
  /// Drive takes about three new files a second of one person, whatever the number of lines.
  private static final int AT_ONCE = 8;
  private static final int PIECE = 16 << 20;
  private static final int FOLDERS_AT_ONCE = 50;
  private static final int NAMES_AT_ONCE = 20;

  private final DriveSettings settings;
  private final HttpFailures failures;
  private final DriveClient client;
  private final DriveFolders folders;
  private final DriveUpload upload;
  private final RetryPolicy policy;

  /// Where Drive is and how long pieces of uploads are; other than the usual in tests alone.
  record Place(URI address, int piece) {}

  private DriveBackend(
      DriveSettings settings, Opening opening, HttpTransport signed, Place place) {
    this.settings = settings;
    this.failures = new HttpFailures(settings.location());
    this.policy = patient(opening);
    HttpTransport transport =
        new GoogleTransport(Transports.following(signed, RetryPolicy.none()), policy);
    this.client = new DriveClient(place.address, settings, transport);
    this.folders = new DriveFolders(client, settings);
    this.upload = new DriveUpload(client, signed, policy, opening.sessions(), place.piece);
  }

  /// Drive's quotas are counted by the minute.
  private static RetryPolicy patient(Opening opening) {
    RetryPolicy.Limits limits =
        new RetryPolicy.Limits(
            12, Duration.ofSeconds(1), Duration.ofSeconds(32), Duration.ofMinutes(5));
    return HttpSetup.retries(opening, limits);
  }

  /// A backend with the settings of a remote; nothing is asked yet.
  ///
  /// @throws datasync.io.SettingException when a value makes no sense or one is missing
  /// @throws datasync.auth.NoCredentials when the file of a login cannot be read
  public static DriveBackend open(Opening opening) throws IOException {
    return open(opening, new Place(DriveSettings.GOOGLE, PIECE));
  }

  static DriveBackend open(Opening opening, Place place) throws IOException {
    DriveSettings settings = DriveSettings.of(opening);
    HttpTransport plain =
        Transports.open(HttpSetup.transport(opening, "connect_timeout", "read_timeout"));
    HttpTransport tokens = Transports.following(plain, HttpSetup.retries(opening));
    TokenEndpoint endpoint = new TokenEndpoint(tokens, opening.environment().clock());
    BearerSigner signer =
        new BearerSigner(
            DriveLogin.of(opening, endpoint),
            Origin.of(place.address),
            opening.environment().clock());
    return new DriveBackend(settings, opening, Transports.signing(plain, signer), place);
  }

  private static String folder(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// The file of a name: the one with the smallest id, where there are several; null when there
  /// is none.
  private DriveItem find(String name) throws IOException {
    List<DriveItem> found = new ArrayList<>();
    find(folder(name), List.of(last(name)), found);
    DriveItem first = null;
    for (DriveItem item : found) {
      if (first == null || item.id().compareTo(first.id()) < 0) {
        first = item;
      }
    }
    return first;
  }

  /// Adds all files of these names in a folder.
  private void find(String folder, List<String> names, List<DriveItem> found)
      throws IOException {
    List<String> parents = folders.find(folder);
    if (parents.isEmpty()) {
      return;
    }
    Set<String> wanted = new HashSet<>(names);
    StringBuilder query = new StringBuilder(DriveClient.within(parents)).append(" and (");
    for (int i = 0; i < names.size(); i++) {
      query.append(i == 0 ? "name = " : " or name = ").append(DriveClient.quoted(names.get(i)));
    }
    client.find(
        query.append(')').toString(),
        item -> {
          // Drive compares names without case
          if (!item.isFolder() && wanted.contains(item.name())) {
            found.add(item);
          }
        });
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return FileInfo.sizeOf(look(name));
  }

  @Override
  public FileInfo look(String name) throws IOException {
    DriveItem item = failures.ask("query", name, () -> find(name));
    return item == null ? null : item.info();
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return open(name, from, Long.MAX_VALUE - from);
  }

  @Override
  public InputStream open(String name, long from, long length) throws IOException {
    try {
      DriveItem item = find(name);
      if (item == null) {
        throw new NoSuchFileException(location() + "/" + name);
      }
      Map<String, String> query = new LinkedHashMap<>();
      query.put("alt", "media");
      if (settings.acknowledgesAbuse()) {
        query.put("acknowledgeAbuse", "true");
      }
      Request request = Request.get(client.file(item.id(), query));
      HttpTransport transport = new Asking(client);
      long end = from + length;
      return failures.reading(
          name, ResumingStream.open(transport, policy, request, from, end));
    } catch (HttpFailure failure) {
      throw failures.of("read", name, failure);
    }
  }

  private record Asking(DriveClient client) implements HttpTransport {
    @Override
    public Response exchange(Request request) throws IOException {
      return client.exchange(request);
    }

    @Override
    public void close() {}
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    try {
      DriveItem existing = find(name);
      String id = existing == null ? "" : existing.id();
      String parent = existing == null ? folders.make(folder(name)) : "";
      upload.send(new DriveUpload.Target(id, parent, last(name)), payload);
    } catch (HttpFailure failure) {
      throw failures.of("write", name, failure);
    }
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    try {
      Map<String, String> level = new HashMap<>();
      for (String id : folders.find(folder)) {
        level.put(id, folder.isEmpty() ? "" : folder + "/");
      }
      while (!level.isEmpty()) {
        level = listLevel(level, visitor);
      }
    } catch (HttpFailure failure) {
      throw failures.of("list", folder, failure);
    }
  }

  /// Hands on the files in some folders, and returns the folders in them.
  private Map<String, String> listLevel(Map<String, String> level, Visitor visitor)
      throws IOException {
    Map<String, String> next = new HashMap<>();
    Object lock = new Object();
    Parallel.forTransfers(AT_ONCE)
        .forEach(
            batches(List.copyOf(level.keySet()), FOLDERS_AT_ONCE),
            ids ->
                client.find(
                    DriveClient.within(ids),
                    item -> {
                      synchronized (lock) {
                        String name = above(item, level) + item.name();
                        if (item.isFolder()) {
                          next.put(item.id(), name + "/");
                        } else {
                          visitor.file(name, item.info().size());
                        }
                      }
                    }));
    next.keySet().removeAll(level.keySet());
    return next;
  }

  private static String above(DriveItem item, Map<String, String> level) throws IOException {
    for (String parent : item.parents()) {
      String path = level.get(parent);
      if (path != null) {
        return path;
      }
    }
    throw new IOException("Google Drive lists `" + item.name() + "` without its folder");
  }

  private static <T> List<List<T>> batches(List<T> all, int size) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return batches;
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    try {
      List<String> ids = folders.find(folder);
      if (ids.isEmpty()) {
        return;
      }
      Set<String> seen = new HashSet<>();
      client.find(
          DriveClient.within(ids),
          item -> {
            if (seen.add(item.name())) {
              long size = item.isFolder() ? -1 : item.info().size();
              visitor.child(item.name(), item.isFolder(), size);
            }
          });
    } catch (HttpFailure failure) {
      throw failures.of("list", folder, failure);
    }
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    Map<String, List<String>> byFolder = new LinkedHashMap<>();
    for (String name : names) {
      byFolder.computeIfAbsent(folder(name), none -> new ArrayList<>()).add(last(name));
    }
    List<Map.Entry<String, List<String>>> groups = new ArrayList<>();
    byFolder.forEach(
        (folder, all) ->
            batches(all, NAMES_AT_ONCE).forEach(some -> groups.add(Map.entry(folder, some))));
    HttpFailures.all(groups, AT_ONCE, this::deleteSome);
  }

  /// Removes all files of these names, also those of one name: else one would come back.
  private void deleteSome(Map.Entry<String, List<String>> some) throws IOException {
    IOException first = null;
    List<DriveItem> found = new ArrayList<>();
    String folder = some.getKey();
    try {
      find(folder, some.getValue(), found);
    } catch (HttpFailure failure) {
      throw failures.of("remove", folder + "/" + some.getValue().getFirst(), failure);
    }
    for (DriveItem item : found) {
      try {
        client.remove(item.id());
      } catch (HttpFailure failure) {
        first = failures.of("remove", folder + "/" + item.name(), failure);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public int parallelism() {
    return AT_ONCE;
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
