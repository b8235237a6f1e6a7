"""Rows about starting: how long the shortest command takes, and how many classes it loads."""
from .goals import part, times
from .measure import Entry
from .rows import row

STATUS = ["status"]


def small(session, tool):
    return session.project(tool, "small", "copy")


def hello(session):
    return Entry("hello", "floor", session.hello)


@row("start", "start", "`status` in a small clean repository, jar",
     times(2.5, "hello"), part(3, "dvc"))
def start(session):
    return [hello(session)] + [
        session.entry(tool, STATUS, small(session, tool)) for tool in session.tools]


@row("start-image", "start", "`status` in a small clean repository, image",
     times(1.5, "hello"), part(3, "dvc"))
def start_image(session):
    entries = [entry for entry in start(session) if entry.name != "before"]
    for entry in entries:
        if entry.name == "datasync":
            entry.command = [f"{session.programs.make_image()}/bin/datasync"] + STATUS
    return entries
