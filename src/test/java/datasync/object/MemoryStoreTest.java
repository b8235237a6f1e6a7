package datasync.object;

final class MemoryStoreTest extends ObjectStoreContract {
  @Override
  protected ObjectStore openStoreObject() {
    return new MemoryStore("memory");
  }
}
