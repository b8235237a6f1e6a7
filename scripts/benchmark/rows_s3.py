"""Rows about MinIO on loopback and behind a line. Remotes with chunks and packs get theirs when they
are there."""
from .data import warm
from .goals import line, part, slower, times
from .measure import Entry
from .remotes import minio
from .rows import row

MANY = (times(1, "s5cmd"), times(1, "s5cmd", "cpu"), part(2, "rclone"))
ROUND_TRIP_MS = 50


def small(session):
    tree = session.tree("objects", session.options.objects, 16384)
    return minio(session, "objects", tree, session.tools)


def large(session):
    return minio(session, "large", session.large, session.tools)


@row("s3-push", "s3", "`push` {objects:,} × 16 KiB to S3", *MANY)
def s3_push(session):
    return small(session).pushes(session)


@row("s3-pull", "s3", "`pull` {objects:,} × 16 KiB from S3, every byte verified", *MANY)
def s3_pull(session):
    return small(session).pulls(session)


@row("s3-push-large", "s3", "`push` one object of {large_mib} MiB to S3", times(1, "s5cmd"))
def s3_push_large(session):
    return large(session).pushes(session)


@row("s3-pull-large", "s3", "`pull` one object of {large_mib} MiB from S3, every byte verified",
     slower(1.1, "s5cmd", "md5sum"))
def s3_pull_large(session):
    store = large(session)
    entries = store.pulls(session)
    name = session.large.names[0]
    curl = next(entry for entry in entries if entry.name == "curl -Z")
    curl.name = "curl | tee | md5sum"
    prepare = curl.before

    def before():
        prepare()
        curl.command = ["sh", "-c", 'mkdir "${2%/*}" && curl -sSf "$1" | tee "$2" | md5sum', "sh",
                        f"{session.servers.minio.url}/bench/large/plain/{name}", name]

    curl.before = before
    warm(session.large.folder)
    return entries + [session.floor("md5sum", f"md5sum '{session.large.folder}/{name}'")]


def through_line(session, megabits):
    """Fewer programs: each needs as long as the line does."""
    label = f"line-{megabits}"
    mib = line_mib(megabits, session.options.line_seconds)
    store = minio(session, label, session.tree(label, 1, mib << 20),
                  [tool for tool in session.tools if tool != "dvc"],
                  session.servers.line(megabits, ROUND_TRIP_MS))
    peers = ("s5cmd",) if megabits == 1000 else ()
    store.clients = [
        client for client in store.clients if client.role == "floor" or client.name in peers]
    alone = Entry("the line", "floor", [], fixed=(mib << 20) * 8 / (megabits * 1e6))
    return store, alone


def line_mib(megabits, seconds):
    """How much goes through a line in so many seconds."""
    return int(megabits * 1e6 / 8 * seconds) >> 20


def add(megabits, speed):
    about = (f"one object, S3, {ROUND_TRIP_MS} ms round trip and {speed}, "
             "{line_seconds} seconds of the line")

    @row(f"line-{megabits}-push", "line", f"`push` {about}", line(0.95))
    def push(session):
        store, alone = through_line(session, megabits)
        return [alone] + store.pushes(session)

    @row(f"line-{megabits}-pull", "line", f"`pull` {about}, every byte verified", line(0.95))
    def pull(session):
        store, alone = through_line(session, megabits)
        return [alone] + store.pulls(session)


add(100, "100 Mbit/s")
add(1000, "1 Gbit/s")
