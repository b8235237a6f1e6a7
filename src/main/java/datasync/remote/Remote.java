package datasync.remote;

import datasync.backend.Backend;
import datasync.backend.ListableBackend;
import datasync.backend.VersionedBackend;
import datasync.io.SettingException;
import datasync.object.HashName;
import datasync.object.ObjectSink;
import datasync.object.ObjectSource;
import datasync.object.ObjectStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/// An open remote: the objects of both of DVC's layouts, and the files beside them.
///
/// Safe for several threads; who opened it closes it.
public final class Remote implements Closeable {
  private final String name;
  private final Backend files;
  private final Objects current;
  private final Objects legacy;
  private final Traits traits;

  /// Objects that can be read and written.
  ///
  /// @param source gives them
  /// @param sink takes them
  public record Objects(ObjectSource source, ObjectSink sink) {}

  /// What the settings and the kind say about the work.
  ///
  /// @param verify whether the user wants every object that is read checked
  /// @param cheapToHash whether objects can be hashed where they are
  /// @param jobs how many transfers at once unless the command says otherwise
  /// @param versioned whether files are kept under their own names, with their versions
  public record Traits(boolean verify, boolean cheapToHash, int jobs, boolean versioned) {}

  Remote(String name, Backend files, Objects current, Objects legacy, Traits traits) {
    this.name = name;
    this.files = files;
    this.current = current;
    this.legacy = legacy;
    this.traits = traits;
  }

  /// The same remote with something around it.
  Remote around(Wrapping wrapping) {
    return new Remote(
        name,
        wrapping.files(files),
        wrapping.objects(HashName.MD5, current),
        wrapping.objects(HashName.MD5_DOS2UNIX, legacy),
        traits);
  }

  /// The name in the configuration.
  public String name() {
    return name;
  }

  /// Where it is, without any credential.
  public String location() {
    return files.location();
  }

  /// Gives the objects of a hash.
  public ObjectSource source(HashName hash) {
    return (hash == HashName.MD5 ? current : legacy).source();
  }

  /// Takes the objects of a hash.
  public ObjectSink sink(HashName hash) {
    return (hash == HashName.MD5 ? current : legacy).sink();
  }

  /// The objects of a hash as a store that can be listed and emptied; empty where they cannot be.
  public Optional<ObjectStore> store(HashName hash) {
    return source(hash) instanceof ObjectStore store ? Optional.of(store) : Optional.empty();
  }

  /// The files beside the objects, such as the run cache; empty where they cannot be listed.
  public Optional<ListableBackend> files() {
    return files instanceof ListableBackend listable ? Optional.of(listable) : Optional.empty();
  }

  /// The files, whether they can be listed or not.
  public Backend backend() {
    return files;
  }

  /// The files and their versions, where the remote keeps those under their own names; empty for
  /// a remote that keeps objects.
  public Optional<VersionedBackend> versions() {
    return traits.versioned() && files instanceof VersionedBackend versions
        ? Optional.of(versions)
        : Optional.empty();
  }

  /// This remote, where it keeps objects.
  ///
  /// @throws SettingException when it keeps versions of files, of which there are no objects
  public Remote ofObjects() throws SettingException {
    if (versions().isPresent()) {
      throw new SettingException(
          "the remote '" + name
              + "' keeps versions of files (`version_aware`), and this needs one that keeps"
              + " objects",
          "`push`, `fetch`, `pull` and `get` work with it");
    }
    return this;
  }

  /// What the settings and the kind say about the work.
  public Traits traits() {
    return traits;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
