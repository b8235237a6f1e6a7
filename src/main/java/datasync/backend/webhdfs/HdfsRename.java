package datasync.backend.webhdfs;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.io.TempName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Gives a file the name of another one, which it replaces.
///
/// Name nodes replace in one step where they are asked to (`renameoptions`); HttpFS does not know
/// that, and says no when there is a file of that name. That one is then moved aside first and
/// removed last, so that its bytes are there until the new ones are.
///
/// @param client makes the requests
record HdfsRename(HdfsClient client) {
  void over(String from, String to) throws IOException {
    Optional<HdfsStatus> moved = client.status(from);
    try {
      if (rename(from, to, Map.of("renameoptions", "OVERWRITE"))) {
        return;
      }
    } catch (HttpFailure failure) {
      if (failure.kind() == FailureKind.NOT_FOUND && isThere(to, moved)) {
        // the answer to an earlier try was lost
        return;
      }
      throw failure;
    }
    String aside = to.substring(0, to.lastIndexOf('/') + 1) + TempName.next();
    boolean replaced = rename(to, aside, Map.of());
    if (!rename(from, to, Map.of())) {
      if (replaced) {
        rename(aside, to, Map.of());
      }
      throw HttpFailure.of(
          client.request("PUT", "RENAME", from, Map.of()), FailureKind.REJECTED,
          "the cluster does not give the file its name", null);
    }
    if (replaced) {
      client.delete(aside);
    }
  }

  private boolean isThere(String to, Optional<HdfsStatus> moved) throws IOException {
    Optional<HdfsStatus> there = client.status(to);
    return moved.isPresent()
        && there.isPresent()
        && there.get().length() == moved.get().length();
  }

  private boolean rename(String from, String to, Map<String, String> options)
      throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>(options);
    parameters.put("destination", to);
    return client.change("PUT", "RENAME", from, parameters);
  }
}
