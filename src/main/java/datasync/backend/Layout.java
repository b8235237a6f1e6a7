package datasync.backend;

import datasync.object.HashName;
import datasync.object.ObjectId;
import java.util.Optional;

/// Which name an object has in a backend, and back.
public interface Layout {
  /// The hash whose objects this layout holds.
  HashName hash();

  /// The relative name of an object.
  String name(ObjectId id);

  /// The object a name stands for, or empty when the name is none of this layout.
  Optional<ObjectId> id(String name);

  /// The folder below which all names of this layout are; empty for the top.
  String folder();
}
