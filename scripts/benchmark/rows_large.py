"""Rows about one large file."""
import os

from .data import expect, md5_of, warm
from .goals import part, slower, times
from .rows import row

# The same file goes from project to project: as much as a copy of it would only fill the disk.
COPY = ("add-large", "local", "`add` one file of {large_mib} MiB, copy")
LINK = ("add-large-hardlink", "local", "`add` one file of {large_mib} MiB, hard link")


@row(*COPY, slower(1.1, "md5sum", "cp"), part(2, "dvc"))
def add_large(session):
    return [copying(session), hashing(session)] + adding(session, "copy")


@row(*LINK, times(1.1, "md5sum"), part(2, "dvc"))
def add_large_hardlink(session):
    return [hashing(session)] + adding(session, "hardlink")


def path(session):
    return f"{session.large.folder}/{session.large.names[0]}"


def copying(session):
    entry = session.floor("cp", f"cp '{path(session)}' \"$1\"")
    # many gigabytes in the trash would be written to no purpose
    entry.check = lambda full: os.unlink(entry.command[-2])
    return entry


def hashing(session):
    return session.floor("md5sum", f"md5sum '{path(session)}'")


def adding(session, link):
    source, digest = path(session), session.large.digests[session.large.names[0]]
    kept = f"{digest[:2]}/{digest[2:]}"
    warm(session.large.folder)
    entries = []
    for tool in session.tools:
        project = session.project(tool, f"large-{link}", link)
        place = f"{project.folder}/large"

        def before(project=project, place=place):
            session.place.discard(f"{place}.dvc", f"{project.folder}/.gitignore")
            project.forget_indexes()
            os.chmod(source, 0o644)
            os.rename(source, place)

        def check(full, project=project, place=place):
            cached = f"{project.objects}/{kept}"
            for one in (cached, place):
                expect(os.path.getsize(one) == session.large.size, f"{one} has another size")
                expect(not full or md5_of("/", [one]) == {one: digest}, f"{one} is wrong")
            same = os.path.samefile(place, cached)
            expect(same == (link == "hardlink"), f"{place} is linked in another way")
            os.rename(place, source)
            session.place.remove(project.cache)

        entries.append(
            session.entry(tool, ["add", "large"], project, before=before, check=check))
    return entries
