"""Rows about many small files, on this machine alone."""
from .data import warm
from .goals import at_most, find_and_hello, part, times
from .rows import row
from .rows_start import hello

COPIES = "cp -r '{0}' \"$1\""
LINKS = "cp -al '{0}' \"$1\""
SUMS = "find '{0}' -type f -exec md5sum {{}} +"


def shell(session, name, *parts):
    """System tools on the data, one after the other."""
    script = " && ".join(parts).format(session.many.folder)
    return session.floor(name, script)


@row("add-many", "local", "`add` {files:,} × 4 KiB, copy", times(1.2, "cp -r"), part(6, "dvc"))
def add_many(session):
    warm(session.many.folder)
    session.drop("copy")
    return [shell(session, "cp -r", COPIES)] + adding(session, "copy", "copy")


@row("add-many-hardlink", "local", "`add` {files:,} × 4 KiB, hard link",
     times(1.5, "(cp -al + md5sum)"), part(6, "dvc"))
def add_many_hardlink(session):
    session.drop("copy")
    warm(session.many.folder)
    return [shell(session, "(cp -al + md5sum)", LINKS, SUMS)] + adding(session, "main", "hardlink")


def adding(session, label, link):
    entries = []
    for tool in session.tools:
        project = session.project(tool, label, link, session.many)

        def check(full, project=project):
            session.many.check_objects(project.objects, full)
            session.many.check_copy(project.data, full)
            if link == "hardlink":
                session.many.linked(project.data)
            project.added = True

        warm(project.data)
        entries.append(session.entry(
            tool, ["add", "data"], project, before=project.forget_added, check=check))
    return entries


@row("push", "local", "`push` {files:,} × 4 KiB to a folder",
     times(1.3, "cp -r"), part(5, "dvc"))
def push(session):
    entries = [shell(session, "cp -r", COPIES)]
    for tool in session.tools:
        project = session.main(tool).ensure_added()

        def check(full, project=project):
            session.many.check_objects(f"{project.store}/files/md5", full)
            project.pushed = True

        warm(project.objects)
        entries.append(session.entry(
            tool, ["push"], project, before=project.forget_pushed, check=check))
    warm(session.many.folder)
    return entries


UNCHANGED = (find_and_hello(2.5), part(15, "dvc"), at_most(0, "opened"))


def unchanged(session, *command):
    data = session.main("datasync").ensure_pushed().data
    entries = [hello(session), session.floor("find", f"find '{data}' -printf '%s %T@\\n'")]
    for tool in session.tools:
        project = session.main(tool).ensure_looked_at()
        if tool != "dvc":
            project.do(*command)
        entries.append(session.entry(tool, list(command), project))
    return entries


@row("status", "unchanged", "unchanged `status` of {files:,} files", *UNCHANGED, opened=".bin\"")
def status(session):
    return unchanged(session, "status")


@row("add-unchanged", "unchanged", "unchanged `add` of {files:,} files", *UNCHANGED,
     opened=".bin\"")
def add_unchanged(session):
    return unchanged(session, "add", "data")


@row("push-unchanged", "unchanged", "unchanged `push` of {files:,} files", *UNCHANGED,
     opened=".bin\"")
def push_unchanged(session):
    return unchanged(session, "push")


@row("pull-unchanged", "unchanged", "unchanged `pull` of {files:,} files", *UNCHANGED,
     opened=".bin\"")
def pull_unchanged(session):
    return unchanged(session, "pull")


CHANGED = (times(1.3, "unchanged"), at_most(1, "opened"))


def changed(session, *command):
    """Before each run another file of the data gets other bytes; dvc has no part in these goals."""
    name = changing(session)
    project = session.main("datasync").ensure_looked_at()

    def change():
        project.added = project.pushed = False
        project.change(name, session.new_content(session.many.size))

    def restore():
        project.do("add", "-q", "data")
        project.do(*command)

    same = session.entry("datasync", list(command), project, before=restore)
    same.name, same.role = "unchanged", "floor"
    return [same, session.entry("datasync", list(command), project, before=change)]


def changing(session):
    return session.many.names[len(session.many.names) // 2]


@row("status-changed", "changed", "`status`, one file of {files:,} changed", *CHANGED,
     opened=".bin\"")
def status_changed(session):
    return changed(session, "status")


@row("add-changed", "changed", "`add`, one file of {files:,} changed", *CHANGED, opened=".bin\"")
def add_changed(session):
    return changed(session, "add", "data")


@row("checkout", "local", "`checkout` of {files:,} files, hard link",
     times(1.5, "cp -al"), part(6, "dvc"))
def checkout(session):
    warm(session.many.folder)
    entries = [shell(session, "cp -al", LINKS)]
    for tool in session.tools:
        project = original(session, tool).ensure_added()

        def check(full, project=project):
            session.many.check_copy(project.data, full)
            session.many.linked(project.data)

        warm(project.objects)
        entries.append(session.entry(
            tool, ["checkout"], project, before=project.lose_data, check=check))
    return entries


@row("pull", "local", "`pull` {files:,} × 4 KiB from a folder, every byte verified, hard link",
     times(1.3, "(cp -r + md5sum + cp -al)"), part(5, "dvc"))
def pull(session):
    warm(session.many.folder)
    entries = [shell(
        session, "(cp -r + md5sum + cp -al)", COPIES, SUMS, "cp -al '{0}' \"$2\"")]
    for tool in session.tools:
        project = original(session, tool).ensure_pushed()

        def check(full, project=project):
            session.many.check_copy(project.data, full)
            session.many.check_objects(project.objects, full)

        warm(f"{project.store}")
        entries.append(session.entry(
            tool, ["pull"], project, before=project.lose_all, check=check))
    return entries


def original(session, tool):
    """The main project with the data as it was made, also after rows that changed a file."""
    project, name = session.main(tool), changing(session)
    with open(f"{session.many.folder}/{name}", "rb") as source:
        content = source.read()
    with open(f"{project.data}/{name}", "rb") as present:
        same = present.read() == content
    if not same:
        project.change(name, content)
        project.do("add", "-q", "data")
        project.added, project.pushed = True, False
    return project
