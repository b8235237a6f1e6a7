"""Rows that are tables of their own: classes that commands load, and a million files."""
from .measure import Facts
from .programs import SECRET, USER
from .rows import row

HEAP = {"JDK_JAVA_OPTIONS": "-Xmx160m"}


@row("classes", "start", "Classes that a command loads, in a project with five small files")
def classes(session):
    """By name of the program: jar and image."""
    facts = Facts(["command", "jar", "of these not in Java's archive", "own", "image",
                   "of these not in the archive"])
    tree = session.tree("few", 5, 100)
    project = session.project("datasync", "classes", "copy", tree)
    minio = session.servers.minio
    project.do("remote", "add", "s3", "s3://bench/classes")
    for key, value in (("endpointurl", minio.url), ("access_key_id", USER),
                       ("secret_access_key", SECRET)):
        project.do("remote", "modify", "--local", "s3", key, value)
    commands = (
        (["version"], None), (["help"], None), (["add", "data"], project.forget_added),
        (["status"], None), (["push"], project.forget_pushed),
        (["checkout"], project.lose_data), (["pull"], project.lose_all),
        (["push", "-r", "s3"], lambda: session.place.discard(f"{minio.folder}/classes")))
    image = [f"{session.programs.make_image()}/bin/datasync"]
    for command, before in commands:
        line = [f"`{' '.join(command)}`"]
        for program in (project.program, image):
            if before:
                before()
            loaded = loads(session, program + command, project)
            line += [len(loaded), sum("shared objects file" not in each for each in loaded)]
            if program is project.program:
                line.append(sum(" datasync." in each for each in loaded))
        facts.lines.append(line)
    return facts


def loads(session, command, project):
    log = f"{session.base}/classes"
    session.runner.run(command, project.folder, {
        **project.variables, "JDK_JAVA_OPTIONS": f"-Xlog:class+load:file={log}"})
    with open(log) as lines:
        return [line for line in lines if " source: " in line]


@row("million", "million", "{million:,} files of 16 bytes with -Xmx160m: memory and the index of "
     "file times", default=False)
def million(session):
    facts = Facts(["command", "seconds", "CPU s", "peak MiB", "met"])
    tree = session.tree("million", session.options.million, 16)
    project = session.project("datasync", "million", "hardlink", tree, share=True)
    new = session.new_content(tree.size)
    steps = (
        ("add", ["add", "data"], None),
        ("status", ["status"], None),
        ("status again: load and compare", ["status"], None),
        ("status, one file changed: one entry more",
         ["status"], lambda: project.change(tree.names[0], new)),
        ("status, 10,000 files changed: rewritten", ["status"], lambda: [
            project.change(name, new) for name in tree.names[:10000]]),
        ("add of these", ["add", "data"], None),
        ("status without index: every file read, all entries written",
         ["status"], project.forget_indexes),
        ("push to a folder", ["push"], None),
        ("push again", ["push"], None),
        ("pull", ["pull"], project.lose_all),
        ("status after it", ["status"], None))
    for title, command, before in steps:
        session.note(title)
        if before:
            before()
        session.place.sync()
        # the goal is about these two
        goal = command[0] in ("status", "pull")
        try:
            used = session.runner.run(
                project.program + command, project.folder, {**project.variables, **HEAP})
        except AssertionError as failed:
            session.note(str(failed))
            facts.lines.append([title, None, None, None, False if goal else "failed"])
            continue
        facts.lines.append([title, *(round(used[key], 2) for key in ("wall", "cpu", "peak")),
                            True if goal else "–"])
    return facts
