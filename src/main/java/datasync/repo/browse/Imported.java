package datasync.repo.browse;

import datasync.object.Digester;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.object.Payload;
import datasync.object.Tree;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A file or folder of another project that an output was imported from.
final class Imported {
  private final View view;
  private final String path;

  Imported(View view, String path) {
    this.view = view;
    this.path = path;
  }

  /// Whether it is a folder.
  boolean isFolder() throws IOException {
    return view.find(path).isFolder();
  }

  /// The files by their path relative to the import; the empty path when it is a file.
  Map<String, ViewEntry> files() throws IOException {
    Map<String, ViewEntry> files = new TreeMap<>();
    ViewEntry top = view.find(path);
    if (!top.isFolder()) {
      files.put("", top);
      return files;
    }
    for (ViewEntry entry : view.files(path)) {
      files.put(
          path.isEmpty() ? entry.path() : entry.path().substring(path.length() + 1), entry);
    }
    return files;
  }

  /// The bytes of a file.
  Payload payload(String rest) throws IOException {
    return payload(
        view.find(rest.isEmpty() ? path : path.isEmpty() ? rest : path + "/" + rest));
  }

  /// The bytes of one of [#files].
  Payload payload(ViewEntry entry) throws IOException {
    return view.payload(entry);
  }

  /// The tree of the files; those whose digest nobody recorded are read for it.
  Tree tree(HashName hash) throws IOException {
    Map<String, ViewEntry> files = files();
    Tree.Builder tree = new Tree.Builder(hash, files.size());
    for (Map.Entry<String, ViewEntry> file : files.entrySet()) {
      Optional<ObjectId> id = file.getValue().object();
      boolean known = id.isPresent() && id.get().hash() == hash;
      tree.add(
          file.getKey(),
          known ? id.get() : Digester.digest(hash, payload(file.getValue()), false),
          file.getValue().size());
    }
    return tree.build();
  }
}
