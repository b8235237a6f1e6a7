"""One measuring: the options, the data, the programs and the projects, each made when needed."""
import os
import sys
import time
from functools import cached_property

from . import data, measure, place, programs, projects, servers


class Session:
    def __init__(self, options):
        self.options, self.begin = options, time.monotonic()
        self.programs = programs.Programs(options.peers, options.against)
        self.place = place.Place(options.folder, options.plain)
        self.base = self.place.base
        self.runner = measure.Runner(self.place, programs.surroundings(self.base))
        self.servers = servers.Servers(self)
        self.kept, self.trees = {}, {}
        self.changes = 0

    @property
    def minutes(self):
        """How long all has taken until now."""
        return (time.monotonic() - self.begin) / 60

    def note(self, text):
        print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)

    @cached_property
    def hello(self):
        return self.programs.make_hello(f"{self.base}/hello")

    def tree(self, label, count, size):
        """The data with that label, which is made when it is not there yet."""
        if label not in self.trees:
            self.note(f"making {count:,} × {size:,} bytes")
            self.trees[label] = data.Tree(f"{self.base}/data-{label}", count, size, seed=7)
        return self.trees[label]

    @property
    def many(self):
        return self.tree("many", self.options.files, 4096)

    @property
    def large(self):
        return self.tree("large", 1, self.options.large_mib << 20)

    @property
    def tools(self):
        return list(self.programs.tools)

    def project(self, tool, label, link, tree=None, remote=None, share=False):
        """The project with that label, which is made with its data when it is not there yet;
        `share` lets it have the files of the tree themselves."""
        key = (label, tool)
        if key not in self.kept:
            self.kept[key] = projects.Project(self, tool, label, link, tree, remote, share)
        return self.kept[key]

    def main(self, tool):
        """The project with the many small files and hard links, which most rows share."""
        return self.project(tool, "main", "hardlink", self.many)

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
