package datasync.repo.care;

import datasync.backend.DvcLayout;
import datasync.object.LocalStore;
import datasync.object.ObjectId;
import datasync.object.ObjectSource;

/// Where objects are, as a person would name it.
final class Places {
  private Places() {}

  /// The file of an object, or its name on a remote.
  static String of(ObjectSource store, ObjectId id) {
    return store instanceof LocalStore local
        ? local.path(id).toString()
        : store.location() + "/" + DvcLayout.of(id.hash()).name(id);
  }
}
