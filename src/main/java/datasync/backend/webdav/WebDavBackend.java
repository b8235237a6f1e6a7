package datasync.backend.webdav;

import datasync.backend.FileInfo;
import datasync.backend.FolderWalk;
import datasync.backend.HttpFailures;
import datasync.backend.HttpSetup;
import datasync.backend.ListableBackend;
import datasync.backend.Opening;
import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Origin;
import datasync.http.Request;
import datasync.http.ResumingStream;
import datasync.http.RetryPolicy;
import datasync.io.SettingException;
import datasync.io.TempName;
import datasync.object.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// The files below one address of a WebDAV server. Safe for several threads; the caller closes it.
public final class WebDavBackend implements ListableBackend {
  private final DavSettings settings;
  private final HttpFailures failures;
  private final DavClient client;
  private final DavUpload upload;

  /// @param sizes which files are sent in pieces where the server takes them
  WebDavBackend(DavSettings settings, DavClient client, DavChunks.Sizes sizes) {
    this.settings = settings;
    this.failures = new HttpFailures(settings.location());
    this.client = client;
    this.upload = new DavUpload(client, sizes);
  }

  /// A backend that connects when it is first asked.
  ///
  /// @param random for Digest; must be safe for several threads
  public static WebDavBackend open(
      DavSettings settings, RetryPolicy policy, RandomGenerator random) {
    return new WebDavBackend(
        settings, DavClient.open(settings, policy, random), DavChunks.Sizes.DEFAULT);
  }

  /// A backend with the settings and retries of a remote; it connects when it is first asked.
  ///
  /// @throws SettingException when a value makes no sense or one that is needed is missing
  public static WebDavBackend open(Opening opening) throws SettingException {
    DavSettings settings = DavSettings.of(opening);
    RetryPolicy policy = HttpSetup.retries(opening);
    Optional<String> command = opening.text("bearer_token_command");
    if (command.isEmpty()) {
      return open(settings, policy, opening.environment().random());
    }
    TokenCommand token =
        TokenCommand.of(command.get(), opening.environment(), Origin.of(settings.base()));
    return new WebDavBackend(
        settings, DavClient.signing(settings, policy, token), DavChunks.Sizes.DEFAULT);
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return FileInfo.sizeOf(look(name));
  }

  /// What the server says about a file: its entity tag as written.
  ///
  /// Source: dvc-webdav 3.0.1, whose `PARAM_CHECKSUM` is `etag`, with webdav4 0.11.
  @Override
  public FileInfo look(String name) throws IOException {
    DavEntry entry = failures.ask("query", name, () -> client.look(name));
    return entry == null ? null : new FileInfo(entry.size(), entry.etag(), "");
  }

  @Override
  public InputStream open(String name, long from) throws IOException {
    return reading(name, from, Long.MAX_VALUE);
  }

  @Override
  public InputStream open(String name, long from, long length) throws IOException {
    return reading(name, from, from + length);
  }

  private InputStream reading(String name, long from, long end) throws IOException {
    Request request = Request.get(client.file(name));
    return failures.open(
        name,
        () -> ResumingStream.open(client.repeating(), client.policy(), request, from, end),
        // for a server that does not say where the end is
        refused -> refused.status() == 416 && from > 0 && size(name).orElse(-1) == from);
  }

  @Override
  public void write(String name, Payload payload) throws IOException {
    failures.tell("write", name, () -> upload.send(name, payload));
  }

  /// Asks for one folder after the other, those of one depth at once: servers refuse to tell a
  /// whole tree in one answer.
  @Override
  public boolean listsEachFolder() {
    return true;
  }

  @Override
  public void list(String folder, Visitor visitor) throws IOException {
    FolderWalk.list(this, folder, visitor);
  }

  @Override
  public void children(String folder, ChildVisitor visitor) throws IOException {
    for (DavEntry entry : entries(folder)) {
      if (entry.folder() || !TempName.matches(entry.name())) {
        visitor.child(entry.name(), entry.folder(), entry.size());
      }
    }
  }

  /// What is directly in a folder; nothing when it is not there or no folder.
  private List<DavEntry> entries(String folder) throws IOException {
    try {
      return inside(client.folder(folder));
    } catch (HttpFailure failure) {
      if (failure.status() == 400 && !folder.isEmpty() && size(folder).isPresent()) {
        // what some servers say to a file that is asked for as a folder
        return List.of();
      }
      throw failures.of("list", folder, failure);
    }
  }

  private List<DavEntry> inside(URI address) throws IOException {
    List<DavEntry> all = client.properties(address, 1);
    String here = Multistatus.path(address.getRawPath());
    List<DavEntry> inside = new ArrayList<>(all.size());
    for (DavEntry entry : all) {
      if (entry.path().equals(here)) {
        if (!entry.folder()) {
          return List.of();
        }
      } else if (entry.parent().equals(here)) {
        inside.add(entry);
      } else {
        throw HttpFailure.of(
            Request.get(address), FailureKind.PROTOCOL,
            "the server lists `" + entry.path() + "`, which is not in this folder", null);
      }
    }
    return inside;
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    failures.each(
        "remove", names, parallelism(), name -> client.delete(client.file(name)));
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
