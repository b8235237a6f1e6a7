package datasync.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The connections of a transport: those in use, and those that wait for their next request.
/// Safe for several threads.
final class Connections {
  private static final int MOST_IDLE = 64;
  private static final long LONGEST_IDLE = Duration.ofSeconds(30).toNanos();
  private static final long SHORTEST_IDLE = Duration.ofSeconds(1).toNanos();

  private final Map<Route, ArrayDeque<Connection>> idle = new HashMap<>();
  private final Set<Connection> open = new HashSet<>();
  private boolean closed;

  /// Where a connection leads.
  ///
  /// @param origin the server
  /// @param proxy the proxy it goes through, or empty
  record Route(Origin origin, String proxy) {
    // written out for the same reason as in Origin
    @Override
    public boolean equals(Object other) {
      return other instanceof Route(Origin otherOrigin, String otherProxy)
          && proxy.equals(otherProxy)
          && origin.equals(otherOrigin);
    }

    @Override
    public int hashCode() {
      return origin.hashCode();
    }
  }

  /// A connection that waits, the one used last; null when there is none.
  ///
  /// @param replayable whether the request may be sent twice: one that may not gets a connection
  ///     that was used just now, or none, since the server may end one at any time
  synchronized Connection take(Route route, boolean replayable) throws IOException {
    if (closed) {
      throw new IOException("the transport is closed");
    }
    ArrayDeque<Connection> waiting = idle.get(route);
    while (waiting != null && !waiting.isEmpty()) {
      Connection found = waiting.removeLast();
      if (found.idle() < (replayable ? LONGEST_IDLE : SHORTEST_IDLE) && isSilent(found)) {
        return found;
      }
      drop(found);
    }
    return null;
  }

  /// What a server says unasked, such as that it waited too long, answers nothing.
  private static boolean isSilent(Connection waiting) {
    try {
      return !waiting.hasInput();
    } catch (IOException ended) {
      return false;
    }
  }

  /// Knows a new connection.
  synchronized void add(Connection made) throws IOException {
    if (closed) {
      made.close();
      throw new IOException("the transport is closed");
    }
    open.add(made);
  }

  /// Knows a connection over another one, which it ends with its own end.
  synchronized void replace(Connection below, Connection made) throws IOException {
    add(made);
    open.remove(below);
  }

  /// Keeps a connection for its next request.
  synchronized void give(Route route, Connection free) {
    ArrayDeque<Connection> waiting = idle.get(route);
    if (waiting == null) {
      waiting = new ArrayDeque<>();
      idle.put(route, waiting);
    }
    while (!waiting.isEmpty() && waiting.getFirst().idle() > LONGEST_IDLE) {
      drop(waiting.removeFirst());
    }
    if (closed || waiting.size() >= MOST_IDLE) {
      drop(free);
      return;
    }
    free.rest();
    waiting.addLast(free);
  }

  /// Ends a connection.
  synchronized void drop(Connection used) {
    open.remove(used);
    used.close();
  }

  /// Ends all of them.
  synchronized void close() {
    closed = true;
    for (Connection each : open) {
      each.close();
    }
    open.clear();
    idle.clear();
  }
}
