package datasync.backend.webhdfs;

import datasync.http.FailureKind;
import datasync.http.HttpFailure;
import datasync.http.Request;
import datasync.text.FormatException;
import datasync.text.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lists folders, in pages where the server has them. Safe for several threads.
final class HdfsListing {
  private final HdfsClient client;
  private volatile boolean withoutPages;

  HdfsListing(HdfsClient client) {
    this.client = client;
  }

  /// What is directly in a folder; nothing when it is not there or a file.
  List<HdfsStatus> of(String path) throws IOException {
    try {
      if (!withoutPages) {
        List<HdfsStatus> all = new ArrayList<>();
        if (pages(path, all)) {
          return all;
        }
        withoutPages = true;
      }
      Request request = client.request("GET", "LISTSTATUS", path, Map.of());
      List<HdfsStatus> all = new ArrayList<>();
      add(client.ask(request).get("FileStatuses"), request, all);
      return all;
    } catch (HttpFailure failure) {
      if (failure.kind() == FailureKind.NOT_FOUND) {
        return List.of();
      }
      throw failure;
    }
  }

  /// False when the server has no pages.
  private boolean pages(String path, List<HdfsStatus> all) throws IOException {
    String after = "";
    while (true) {
      // the name node knows the one spelling, HttpFS the other
      Map<String, String> from =
          after.isEmpty() ? Map.of() : Map.of("startafter", after, "startAfter", after);
      Request request = client.request("GET", "LISTSTATUS_BATCH", path, from);
      Value.Mapping answer;
      try {
        answer = client.ask(request);
      } catch (HttpFailure failure) {
        if (after.isEmpty() && failure.status() == 400) {
          return false;
        }
        throw failure;
      }
      if (!(answer.get("DirectoryListing") instanceof Value.Mapping listing)
          || !(listing.get("partialListing") instanceof Value.Mapping partial)
          || !(listing.get("remainingEntries") instanceof Value.Int remaining)) {
        throw strange(request);
      }
      String last = add(partial.get("FileStatuses"), request, all);
      if (remaining.value().signum() == 0) {
        return true;
      }
      if (last.isEmpty() || last.equals(after)) {
        throw strange(request);
      }
      after = last;
    }
  }

  private static HttpFailure strange(Request request) {
    return HttpFailure.of(
        request, FailureKind.PROTOCOL, "the listing cannot be read to its end", null);
  }

  /// Adds the entries of a page; gives the last name, or the empty string.
  private static String add(Value statuses, Request request, List<HdfsStatus> all)
      throws IOException {
    if (!(statuses instanceof Value.Mapping mapping)
        || !(mapping.get("FileStatus") instanceof Value.Sequence entries)) {
      throw strange(request);
    }
    String last = "";
    try {
      for (Value entry : entries.items()) {
        HdfsStatus status = HdfsStatus.of(entry);
        last = status.suffix();
        // what has no name in the folder is what was asked for: a file
        if (!last.isEmpty()) {
          all.add(status);
        }
      }
    } catch (FormatException wrong) {
      throw strange(request);
    }
    return last;
  }
}
