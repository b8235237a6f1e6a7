package datasync.cli.command;

import datasync.repo.Repository;
import datasync.repo.Transfer;
import datasync.repo.care.Gc;
import datasync.task.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The project and the others that were named, locked and open until this is closed.
final class GcMembers implements AutoCloseable {
  private final Session session;
  private final Deque<Closeable> open = new ArrayDeque<>();

  GcMembers(Session session) {
    this.session = session;
  }

  List<Gc.Member> open() throws IOException {
    List<Gc.Member> members = new ArrayList<>();
    members.add(member(session.repository()));
    Set<Path> roots = new HashSet<>();
    roots.add(session.repository().root().toRealPath());
    Path here = session.repository().environment().workingDirectory();
    for (String path : session.arguments().list("projects")) {
      Path root = Repository.findRoot(here.resolve(path));
      if (roots.add(root.toRealPath())) {
        Repository other =
            Repository.open(
                session.repository().environment().in(root), session.console()::warning);
        open.push(other::close);
        other.lock(session.arguments().is("wait-for-lock"), true);
        members.add(member(other));
      }
    }
    return members;
  }

  private Gc.Member member(Repository repository) {
    Transfer transfer = Transfers.open(session, repository, Progress.none());
    open.push(transfer::close);
    return new Gc.Member(repository, transfer);
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
