package datasync.backend;

/// The memory reference keeps the promises that it is compared by.
final class MemoryBackendTest extends VersionedBackendContract {
  @Override
  protected VersionedBackend openBackend() {
    return new MemoryBackend(true);
  }
}
