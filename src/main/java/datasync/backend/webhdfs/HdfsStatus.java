package datasync.backend.webhdfs;

import datasync.text.FormatException;
import datasync.text.Value;

/// What the name node says about one file or folder (`FileStatus`).
///
/// @param suffix the name within the folder that was asked for; empty for what was asked for itself
/// @param folder whether it is a folder
/// @param length the bytes of a file, of one that is being written those of its full blocks
record HdfsStatus(String suffix, boolean folder, long length) {
  /// @throws FormatException when it is no status
  static HdfsStatus of(Value value) throws FormatException {
    if (value instanceof Value.Mapping status
        && status.get("type") instanceof Value.Text type
        && status.get("length") instanceof Value.Int length) {
      String suffix = status.get("pathSuffix") instanceof Value.Text text ? text.value() : "";
      return new HdfsStatus(
          suffix, type.value().equals("DIRECTORY"), length.value().longValueExact());
    }
    throw new FormatException("the answer", 0, 0, "a file's status is not there");
  }
}
