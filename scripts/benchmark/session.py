"""One measuring: the options, the data, the programs and the projects, each made when needed."""
import os
import sys
import time
from functools import cached_property

from . import data, measure, place, programs, projects, servers


class Session:
    def __init__(self, options):
        self.options = options
        self.programs = programs.Programs(options.peers, options.against)
        self.place = place.Place(options.folder)
        self.base = self.place.base
        self.runner = measure.Runner(self.base, programs.surroundings(self.base))
        self.servers = servers.Servers(self)
        self.kept = {}
        self.changes = 0

    def note(self, text):
        print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)

    @cached_property
    def hello(self):
        return self.programs.make_hello(f"{self.base}/hello")

    @cached_property
    def many(self):
        self.note(f"making {self.options.files} files of 4 KiB")
        return data.Tree(f"{self.base}/many", self.options.files, 4096)

    @cached_property
    def objects(self):
        self.note(f"making {self.options.objects} files of 16 KiB")
        return data.Tree(f"{self.base}/objects", self.options.objects, 16384, seed=9)

    @cached_property
    def large(self):
        self.note(f"making a file of {self.options.large_mib} MiB")
        return data.Large(f"{self.base}/large", self.options.large_mib)

    @property
    def tools(self):
        return list(self.programs.tools)

    def project(self, tool, label, link, source, remote=None):
        """The project with that label, made with the data of a folder when it is not there yet."""
        key = (label, tool)
        if key not in self.kept:
            self.kept[key] = projects.Project(self, tool, label, link, remote)
            if source:
                self.kept[key].copy_in(source)
        return self.kept[key]

    def main(self, tool):
        """The project with the many small files and hard links, which most rows share."""
        return self.project(tool, "main", "hardlink", self.many.folder)

    def drop(self, label):
        for key in [key for key in self.kept if key[0] == label]:
            self.kept.pop(key).discard()

    def entry(self, tool, command, project, **more):
        """A tool of which a project is, as a program of a row."""
        role = "ours" if tool == "datasync" else "peer"
        return measure.Entry(
            tool, role, self.programs.tools[tool] + command, project.folder, project.variables,
            **more)

    def floor(self, name, script, **more):
        """Shell commands, which write to the fresh paths "$1" and "$2"."""
        entry = measure.Entry(name, "floor", [], **more)
        prepare = entry.before

        def before():
            prepare()
            entry.command = ["sh", "-c", script, "sh", self.place.fresh(), self.place.fresh()]

        entry.before = before
        return entry

    def new_content(self, size):
        """Bytes that no file has had yet."""
        self.changes += 1
        return self.changes.to_bytes(8, "big") * (size // 8)

    def close(self):
        self.servers.close()
        self.place.close()
