"""Projects of datasync and dvc, each kept from row to row and made only when a row needs it."""
import os
import subprocess

from .data import FEW


class Project:
    """A project of one tool with the data in `data`. What was done with it so far is known, so that
    a row can ask for the state that it begins with."""

    def __init__(self, session, tool, label, link, tree=None, remote=None,
                 share=False):
        self.session, self.tool, self.link = session, tool, link
        # so few files are removed at once, and their bytes need not be there twice
        self.few = tree is not None and tree.count < FEW
        self.program = session.programs.tools[tool]
        self.folder = f"{session.place.base}/{label}-{tool}"
        self.site = f"{self.folder}.site"
        self.store = f"{self.folder}.remote"
        self.remote = remote or (self.store,)
        self.variables = {"DVC_SITE_CACHE_DIR": self.site}
        self.data = f"{self.folder}/data"
        self.cache = f"{self.folder}/.dvc/cache"
        self.objects = f"{self.cache}/files/md5"
        self.added = self.pushed = self.looked_at = False
        os.makedirs(self.folder)
        self.do("init", "-q", program=["git"])
        self.do("init", "-q")
        self.do("config", "cache.type", link)
        url, *settings = self.remote
        self.do("remote", "add", "-d", "store", url)
        for key, value in settings:
            self.do("remote", "modify", "--local", "store", key, value)
        if tree:
            subprocess.run(
                ["cp", "-al" if self.few or share else "-r", tree.folder, self.data], check=True)

    def do(self, *arguments, program=None, allowed=(0,)):
        return self.session.runner.run(
            (program or self.program) + list(arguments), self.folder, self.variables, allowed)

    def ensure_added(self):
        if not self.added:
            self.forget_added()
            self.do("add", "-q", "data")
            self.added = True
        return self

    def ensure_pushed(self):
        self.ensure_added()
        if not self.pushed:
            self.do("push", "-q")
            self.pushed = True
        return self

    def ensure_looked_at(self):
        """Pushed, and what the tool remembers of the workspace is filled."""
        self.ensure_pushed()
        if not self.looked_at:
            self.do("status", "-q")
            self.looked_at = True
        return self

    def forget_added(self):
        """As before `add`, with the data in place and free to be written."""
        self.added = self.pushed = False
        self.session.place.discard(f"{self.folder}/data.dvc", f"{self.folder}/.gitignore")
        self.forget_indexes()
        if self.link == "hardlink":
            # names only: the bytes stay, and so nothing is slower afterwards
            self.session.place.remove(self.cache)
            subprocess.run(["chmod", "-R", "u+w", self.data], check=True)
        else:
            self.session.place.discard(self.cache)

    def forget_indexes(self):
        """What a tool remembers beside the cache, as in a fresh clone."""
        self.looked_at = False
        self.session.place.discard(f"{self.folder}/.dvc/tmp", self.site)

    def forget_pushed(self):
        self.pushed = False
        self.drop_store()

    def drop_store(self):
        if self.few:
            self.session.place.remove(self.store)
        else:
            self.session.place.discard(self.store)

    def lose_data(self):
        """A workspace without its files, which the cache has."""
        if self.link == "hardlink":
            self.session.place.remove(self.data)
        else:
            self.session.place.discard(self.data)

    def lose_all(self):
        """As in a fresh clone: only metadata is here."""
        self.lose_data()
        if self.few:
            self.session.place.remove(self.cache)
        else:
            self.session.place.discard(self.cache)
        self.forget_indexes()

    def change(self, name, content):
        """Another file in the place of one of the data."""
        path = f"{self.data}/{name}"
        os.unlink(path)
        with open(path, "wb") as out:
            out.write(content)

    def discard(self):
        for folder in (self.folder, self.site, self.store):
            self.session.place.discard(folder)
