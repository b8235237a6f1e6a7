"""line.py PORT TARGET MEGABITS MILLISECONDS: a line in front of a port of this machine, with a rate
that all connections share in each direction, and a round trip.

A byte arrives when those before it are through and half a round trip has gone by; a connection is
open after a whole one. Little waits in front of the line, as in a network that drops what is too
much; windows are as large as they have to be, and nothing is lost on the way.
"""
import queue
import socket
import sys
import threading
import time

CHUNK = 1 << 16
WAITING_SECONDS = 0.02


class Direction:
    """The bytes of all connections that go the same way, one after the other."""

    def __init__(self, bytes_per_second):
        self.rate = bytes_per_second
        self.lock = threading.Lock()
        self.free_at = 0.0

    def wait(self):
        """Until there is room in front of the line."""
        while True:
            waiting = self.free_at - time.monotonic() - WAITING_SECONDS
            if waiting <= 0:
                return
            time.sleep(waiting)

    def through(self, length):
        """When so many bytes that come now will have gone through."""
        with self.lock:
            self.free_at = max(self.free_at, time.monotonic()) + length / self.rate
            return self.free_at


def take(source, direction, flying, opened_at, half):
    while True:
        direction.wait()
        try:
            chunk = source.recv(CHUNK)
        except OSError:
            chunk = b""
        flying.put((max(direction.through(len(chunk)), opened_at) + half, chunk))
        if not chunk:
            return


def give(target, flying):
    alive = True
    while True:
        due, chunk = flying.get()
        time.sleep(max(0, due - time.monotonic()))
        try:
            if not chunk:
                target.shutdown(socket.SHUT_WR)
            elif alive:
                target.sendall(chunk)
        except OSError:
            alive = False
        if not chunk:
            return


def connect(client, port, there, back, half):
    server = socket.create_connection(("127.0.0.1", port))
    opened_at = time.monotonic() + 2 * half
    threads = []
    for source, target, direction in ((client, server, there), (server, client, back)):
        source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        flying = queue.Queue(4096)
        threads += [
            threading.Thread(target=take, args=(source, direction, flying, opened_at, half)),
            threading.Thread(target=give, args=(target, flying))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.close()
    server.close()


def main():
    port, target, megabits, milliseconds = (int(text) for text in sys.argv[1:])
    there, back = Direction(megabits * 125000), Direction(megabits * 125000)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        listening.bind(("127.0.0.1", port))
        listening.listen(128)
        while True:
            client, _ = listening.accept()
            threading.Thread(
                target=connect, args=(client, target, there, back, milliseconds / 2000),
                daemon=True).start()


main()
