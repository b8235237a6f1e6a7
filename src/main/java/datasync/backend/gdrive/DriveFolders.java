package datasync.backend.gdrive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which folders of Drive a path stands for: all of that name, since names are not unique.
///
/// Files are looked for in all of them; new ones go into the one with the smallest id, as with
/// PyDrive2. The subfolders of a folder are listed once, with one request. One thread asks at a
/// time, so that no two of this process make the same folder.
final class DriveFolders {
  private final DriveClient client;
  private final DriveSettings settings;
  private final Map<String, Map<String, List<String>>> below = new HashMap<>();
  private List<String> base;

  DriveFolders(DriveClient client, DriveSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /// The ids of the folders of a path; empty when there is none.
  ///
  /// @param path relative to the remote, or empty for itself
  synchronized List<String> find(String path) throws IOException {
    List<String> ids = base();
    String at = "";
    for (String name : parts(path)) {
      if (ids.isEmpty()) {
        return ids;
      }
      ids = subfolders(at, ids).getOrDefault(name, List.of());
      at = at.isEmpty() ? name : at + "/" + name;
    }
    return ids;
  }

  /// The id of the folder that new files of a path go into; what is missing is made.
  synchronized String make(String path) throws IOException {
    String id = makeBase();
    String at = "";
    List<String> ids = base;
    for (String name : parts(path)) {
      Map<String, List<String>> known = subfolders(at, ids);
      List<String> found = known.getOrDefault(name, List.of());
      if (found.isEmpty()) {
        // somebody else may have made it since the folder was listed
        found = named(ids, name);
        found = found.isEmpty() ? List.of(client.makeFolder(id, name)) : found;
        known.put(name, found);
      }
      ids = found;
      id = Collections.min(ids);
      at = at.isEmpty() ? name : at + "/" + name;
    }
    return id;
  }

  private static List<String> parts(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/"));
  }

  private List<String> base() throws IOException {
    if (base == null || base.isEmpty()) {
      List<String> ids = List.of(client.top().id());
      for (String name : settings.base()) {
        ids = ids.isEmpty() ? ids : named(ids, name);
      }
      base = ids;
    }
    return base;
  }

  private String makeBase() throws IOException {
    if (base().isEmpty()) {
      List<String> ids = List.of(client.top().id());
      for (String name : settings.base()) {
        List<String> found = named(ids, name);
        ids = found.isEmpty()
            ? List.of(client.makeFolder(Collections.min(ids), name))
            : found;
      }
      base = ids;
    }
    return Collections.min(base);
  }

  private List<String> named(List<String> parents, String name) throws IOException {
    List<String> ids = new ArrayList<>();
    String query =
        DriveClient.within(parents)
            + " and mimeType = '" + DriveClient.FOLDER + "' and name = "
            + DriveClient.quoted(name);
    client.find(
        query,
        item -> {
          // Drive compares names without case
          if (item.isFolder() && item.name().equals(name)) {
            ids.add(item.id());
          }
        });
    return ids;
  }

  private Map<String, List<String>> subfolders(String path, List<String> ids)
      throws IOException {
    Map<String, List<String>> known = below.get(path);
    if (known == null) {
      Map<String, List<String>> found = new HashMap<>();
      client.find(
          DriveClient.within(ids) + " and mimeType = '" + DriveClient.FOLDER + "'",
          item -> {
            if (item.isFolder()) {
              found.computeIfAbsent(item.name(), none -> new ArrayList<>()).add(item.id());
            }
          });
      below.put(path, found);
      known = found;
    }
    return known;
  }
}
