package datasync.backend.ssh;

import datasync.task.Ahead;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/// The connections to one server, opened as there is work for them and shared. Safe for several
/// threads; closing it ends all of them.
///
/// The first is opened by whoever needs it, while others wait; further ones beside the work, when
/// each that there is has several calls on it. A server that refuses a further connection gets no
/// more than it took. A login that was refused is not tried again.
final class Sessions implements Closeable {
  private static final int CALLS_EACH = 4;

  private final Connector connector;
  private final List<Shared> open = new ArrayList<>();
  private int most;
  private boolean opening;
  private boolean closed;
  private IOException refused;

  private static final class Shared {
    private final Connection connection;
    private int calls;

    Shared(Connection connection) {
      this.connection = connection;
    }
  }

  /// @param connector makes connections; closed with this
  /// @param most how many connections there may be
  Sessions(Connector connector, int most) {
    this.connector = connector;
    this.most = most;
  }

  /// A connection in use; closing it gives it back.
  final class Lease implements AutoCloseable {
    private final Shared shared;
    private boolean returned;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    Sftp sftp() {
      return new Sftp(shared.connection);
    }

    @Override
    public void close() {
      synchronized (Sessions.this) {
        shared.calls -= returned ? 0 : 1;
        returned = true;
      }
    }
  }

  /// A connection to work with; opens one where there is none.
  ///
  /// @throws ConnectionLost when none could be made, and one may be later
  /// @throws IOException when none will be
  Lease lease() throws IOException {
    if (mustOpen()) {
      return first();
    }
    synchronized (this) {
      Shared best = best();
      if (best == null) {
        throw new ConnectionLost("the connection ended");
      }
      best.calls++;
      if (best.calls > CALLS_EACH && open.size() < most && !opening) {
        opening = true;
        Ahead.start(this::further);
      }
      return new Lease(best);
    }
  }

  /// Waits while the first connection is made by another thread; whether this one has to.
  private synchronized boolean mustOpen() throws IOException {
    while (true) {
      if (refused != null) {
        throw refused;
      }
      if (closed) {
        throw new IOException("the connection was closed");
      }
      if (best() != null) {
        return false;
      }
      if (!opening) {
        opening = true;
        return true;
      }
      try {
        wait();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private Shared best() {
    Shared best = null;
    for (int i = open.size() - 1; i >= 0; i--) {
      Shared each = open.get(i);
      if (!each.connection.isAlive()) {
        open.remove(i);
      } else if (best == null || each.calls < best.calls) {
        best = each;
      }
    }
    return best;
  }

  private Lease first() throws IOException {
    Connection made = null;
    try {
      made = connector.connect();
    } catch (ConnectionLost later) {
      throw later;
    } catch (IOException never) {
      synchronized (this) {
        refused = never instanceof InterruptedIOException ? null : never;
      }
      throw never;
    } finally {
      opened(made);
    }
    synchronized (this) {
      for (Shared each : open) {
        if (each.connection == made) {
          each.calls++;
          return new Lease(each);
        }
      }
    }
    throw new ConnectionLost("the connection ended");
  }

  private void further() {
    Connection made = null;
    try {
      made = connector.connect();
    } catch (IOException refusal) {
      synchronized (this) {
        // it has as many as it takes
        most = Math.max(1, open.size());
      }
    } finally {
      opened(made);
    }
  }

  private void opened(Connection made) {
    boolean late;
    synchronized (this) {
      opening = false;
      late = closed;
      if (made != null && !closed) {
        open.add(new Shared(made));
      }
      notifyAll();
    }
    if (made != null && late) {
      made.close();
    }
  }

  @Override
  public void close() throws IOException {
    List<Shared> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(open);
      open.clear();
      notifyAll();
    }
    for (Shared each : all) {
      each.connection.close();
    }
    connector.close();
  }
}
