package datasync.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Two sources as one: what the first does not have comes from the second.
///
/// Only absence falls through; a first source that fails is not passed over in silence.
public final class FallbackSource implements ObjectSource {
  private final ObjectSource first;
  private final ObjectSource second;

  /// @param first asked first, the nearer one
  /// @param second asked for the rest
  public FallbackSource(ObjectSource first, ObjectSource second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Set<ObjectId> absent(Collection<ObjectId> wanted) throws IOException {
    Set<ObjectId> rest = first.absent(wanted);
    return rest.isEmpty() ? rest : second.absent(rest);
  }

  @Override
  public Payload payload(ObjectId id) throws IOException {
    try {
      return new Either(first.payload(id), second, id);
    } catch (ObjectMissing missing) {
      return second.payload(id);
    }
  }

  @Override
  public String location() {
    return first.location() + " or " + second.location();
  }

  /// The first source's payload, or the second's when it turns out to be missing.
  private record Either(Payload payload, ObjectSource second, ObjectId id)
      implements Payload {
    @Override
    public long length() {
      return payload.length();
    }

    @Override
    public InputStream open() throws IOException {
      try {
        return payload.open();
      } catch (ObjectMissing missing) {
        return second.payload(id).open();
      }
    }

    @Override
    public Optional<Path> file() {
      return payload.file();
    }
  }
}
