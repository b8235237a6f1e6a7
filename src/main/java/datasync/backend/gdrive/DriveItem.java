package datasync.backend.gdrive;

import datasync.backend.FileInfo;
import datasync.text.json.JsonFields;
import java.util.List;

/// A file or folder as Drive tells it.
///
/// @param id its id, by which everything else is asked
/// @param name its name, which others may have too
/// @param isFolder whether it is a folder
/// @param info size and MD5
/// @param parents the ids of the folders it is in
record DriveItem(
    String id, String name, boolean isFolder, FileInfo info, List<String> parents) {
  static DriveItem of(JsonFields file) {
    return new DriveItem(
        file.text("id"),
        file.text("name"),
        file.text("mimeType").equals(DriveClient.FOLDER),
        new FileInfo(file.number("size"), file.text("md5Checksum"), ""),
        file.texts("parents"));
  }
}
