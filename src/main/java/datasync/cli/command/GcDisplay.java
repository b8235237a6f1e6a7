package datasync.cli.command;

import datasync.cli.Arguments;
import datasync.cli.Console;
import datasync.cli.Fields;
import datasync.cli.Invocation;
import datasync.object.HashName;
import datasync.object.ObjectId;
import datasync.repo.care.Gc;
import java.nio.file.Path;

/// Says what `gc` will keep, and what it removes, in DVC's words.
record GcDisplay(Console console, boolean dryRun) implements Gc.Listener {
  /// What is about to happen.
  static String warning(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    StringBuilder text =
        new StringBuilder("this removes all cached data except what is used in the workspace");
    String commits =
        arguments.text("num").map(num -> "the last " + num + " commits of ").orElse("");
    if (arguments.is("all-commits")) {
      text.append(", all commits");
    } else {
      if (arguments.is("all-branches")) {
        text.append(", ").append(commits).append("all branches");
      }
      if (arguments.is("all-tags")) {
        text.append(", all tags");
      }
      arguments.text("date").ifPresent(date -> text.append(", commits since ").append(date));
    }
    arguments.text("rev").ifPresent(rev -> text.append(", ").append(commits).append(rev));
    if (arguments.is("all-experiments")) {
      text.append(", all experiments");
    }
    text.append(" of this project");
    for (String path : arguments.list("projects")) {
      Path other = invocation.environment().workingDirectory().resolve(path).normalize();
      text.append(" and of `").append(other).append('`');
    }
    if (arguments.is("not-in-remote")) {
      text.append(", and of that what the remote has");
    }
    return text.toString();
  }

  @Override
  public void removing(ObjectId id, String place) {
    if (dryRun) {
      console.line("Removing " + place);
    }
    Fields fields = new Fields();
    fields.text("hash", id.hash().text());
    fields.text("id", id.value());
    fields.text("place", place);
    console.event(dryRun ? "unused" : "removing", fields);
  }

  @Override
  public void done(Gc.Place place, HashName hash, String location, long removed) {
    String name = hash == HashName.MD5 ? "repo" : "legacy";
    if (place == Gc.Place.CLOUD) {
      console.line(
          removed == 0
              ? "No unused cache to remove from remote."
              : "Removed " + removed + " objects from remote.");
    } else {
      console.line(
          removed == 0
              ? "No unused '" + name + "' cache to remove."
              : "Removed " + removed + " objects from " + name + " cache.");
    }
    Fields fields = new Fields();
    fields.text("place", place == Gc.Place.CLOUD ? "remote" : "cache");
    fields.text("hash", hash.text());
    fields.text("location", location);
    fields.number("removed", removed);
    console.event("store", fields);
  }
}
