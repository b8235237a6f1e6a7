package datasync.repo.browse;

import datasync.object.Payload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files at a path of this machine.
record LocalFiles(PlainFolder files) implements PlaceFiles {
  @Override
  public String shown() {
    return files.top().toString();
  }

  @Override
  public boolean isForeign() {
    return false;
  }

  @Override
  public PlainNode look() throws IOException {
    return files.find("").orElse(null);
  }

  @Override
  public List<PlainNode> children(String path) throws IOException {
    return files.children(path);
  }

  @Override
  public void readAll() {
    // nothing is cheaper than the folders themselves
  }

  @Override
  public void below(Map<String, Payload> found) throws IOException {
    collect("", found);
  }

  private void collect(String folder, Map<String, Payload> found) throws IOException {
    for (PlainNode child : children(folder)) {
      String path = View.below(folder, child.name());
      Optional<PlainNode> target = files.find(path);
      if (child.folder()) {
        collect(path, found);
      } else if (target.isPresent() && !target.get().folder()) {
        found.put(path, files.payload(path));
      }
    }
  }

  @Override
  public Payload payload(String path, long size) throws IOException {
    return files.payload(path);
  }

  @Override
  public void close() {
    files.close();
  }
}
