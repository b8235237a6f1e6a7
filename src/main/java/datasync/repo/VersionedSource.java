package datasync.repo;

import datasync.backend.VersionedBackend;
import datasync.object.ObjectId;
import datasync.object.ObjectMissing;
import datasync.object.ObjectSource;
import datasync.object.RangedPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Content of which it is known where a remote keeps a version of a file that holds it. Whether the
/// version is still there shows when it is opened. Safe for several threads.
///
/// @param backend stays its opener's to close
/// @param places where the content of each id is
public record VersionedSource(VersionedBackend backend, Map<ObjectId, Place> places)
    implements ObjectSource {
  /// A version of a file.
  ///
  /// @param name the name on the remote
  /// @param version the id that the remote gave it
  public record Place(String name, String version) {}

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) {
    Set<ObjectId> absent = new HashSet<>(wanted);
    absent.removeAll(places.keySet());
    return absent;
  }

  @Override
  public RangedPayload payload(ObjectId id) throws IOException {
    Place place = places.get(id);
    if (place == null) {
      throw new ObjectMissing(location(), id);
    }
    return new Version(this, place, id);
  }

  @Override
  public String location() {
    return backend.location();
  }

  private record Version(VersionedSource source, Place place, ObjectId id)
      implements RangedPayload {
    @Override
    public long length() {
      return -1;
    }

    @Override
    public InputStream openAt(long offset) throws IOException {
      try {
        return source.backend().openVersion(place.name(), place.version(), offset);
      } catch (NoSuchFileException gone) {
        throw new ObjectMissing(source.location(), id);
      }
    }
  }
}
