package datasync.backend.gdrive;

import datasync.backend.Opening;
import datasync.io.SettingException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The settings of one remote on Google Drive.
///
/// @param root the id of the folder that the address names, `root` or `appDataFolder`
/// @param base the folders below it that the remote is in
/// @param trashes whether removed files go to the trash
/// @param acknowledgesAbuse whether files are read that Google holds for malicious
record DriveSettings(String root, List<String> base, boolean trashes, boolean acknowledgesAbuse) {
  /// Where the API is.
  static final URI GOOGLE = URI.create("https://www.googleapis.com");

  /// Reads `url`, `gdrive_trash_only` and `gdrive_acknowledge_abuse`.
  ///
  /// @throws SettingException when the address names no folder
  static DriveSettings of(Opening opening) throws SettingException {
    String url = opening.url();
    String path = url.substring(url.indexOf("://") + 3);
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    if (parts.isEmpty() || path.startsWith("/")) {
      throw new SettingException(
          "`" + url + "` names no folder",
          "write it as `gdrive://FOLDER-ID/name` with the id from the folder's address in the"
              + " browser, or `gdrive://root/name`");
    }
    if (!parts.getFirst().matches("[A-Za-z0-9_-]+")) {
      throw new SettingException("`" + parts.getFirst() + "` is no id of a folder");
    }
    return new DriveSettings(
        parts.getFirst(),
        List.copyOf(parts.subList(1, parts.size())),
        opening.flag("gdrive_trash_only", false),
        opening.flag("gdrive_acknowledge_abuse", false));
  }

  boolean isAppData() {
    return root.equals("appDataFolder");
  }

  String location() {
    StringBuilder text = new StringBuilder("gdrive://").append(root);
    for (String part : base) {
      text.append('/').append(part);
    }
    return text.toString();
  }
}
