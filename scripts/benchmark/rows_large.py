"""Rows about one large file."""
import os
import subprocess

from .data import warm
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


def copying(session):
    entry = session.floor("cp", f"cp '{session.large.path}' \"$1\"")
    # many gigabytes in the trash would be written to no purpose
    entry.check = lambda full: os.unlink(entry.command[-2])
    return entry


def hashing(session):
    return session.floor("md5sum", f"md5sum '{session.large.path}'")


def adding(session, link):
    large = session.large
    warm(large.path)
    entries = []
    for tool in session.tools:
        project = session.project(tool, f"large-{link}", link, None)
        place = f"{project.folder}/large"

        def before(project=project, place=place):
            project.remove(project.cache)
            session.place.discard(f"{place}.dvc", f"{project.folder}/.gitignore")
            project.forget_indexes()
            os.rename(large.path, place)

        def check(full, project=project, place=place):
            large.check_object(project.objects, full)
            large.check_copy(place, full)
            linked = os.stat(place).st_nlink > 1
            assert linked == (link == "hardlink"), f"{place} is linked in another way"
            project.remove(project.cache)
            subprocess.run(["chmod", "u+w", place], check=True)
            os.rename(place, large.path)

        entries.append(
            session.entry(tool, ["add", "large"], project, before=before, check=check))
    return entries
