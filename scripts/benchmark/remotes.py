"""push and pull of one tree to one server: datasync and dvc in DVC's layout, others as plain files.
"""
import hashlib
import os
import urllib.request
from dataclasses import dataclass, field
from typing import Callable

from .data import FEW, expect, warm
from .measure import Entry
from .programs import SECRET


@dataclass(frozen=True)
class Client:
    """A program that copies: `put` and `get` make its commands, the latter for a fresh folder."""
    name: str
    put: Callable
    get: Callable
    role: str = "peer"


@dataclass
class Store:
    """A place on a server for one tree, in which `layout` is for DVC's layout and `plain` for files
    under their names. `folder` is where the server keeps it, `remote` how datasync calls it."""
    label: str
    tree: object
    folder: str
    remote: tuple
    clients: list
    check: Callable
    tools: list = field(default_factory=list)

    def pushes(self, session):
        entries = []
        for tool in self.tools:
            project = self.project(session, tool)
            warm(project.objects)
            entries.append(session.entry(
                tool, ["push"], project, before=project.forget_pushed,
                check=lambda full: self.check("layout/files/md5", full)))
        for client in self.clients:
            entries.append(Entry(
                client.name, client.role, client.put(self.tree.folder),
                before=lambda: self.renew_plain(session.place),
                check=lambda full: self.check("plain", full)))
        warm(self.tree.folder)
        return entries

    def pulls(self, session):
        entries = []
        for tool in self.tools:
            project = self.project(session, tool)
            if not entries and not os.path.exists(f"{self.folder}/layout/files"):
                project.do("push", "-q")

            def check(full, project=project):
                self.tree.check_copy(project.data, full)
                self.tree.check_objects(project.objects, full)
                if project.few:
                    project.lose_all()

            entries.append(session.entry(
                tool, ["pull"], project, before=project.lose_all, check=check))
        for client in self.clients:
            entries.append(self.pull_of(session, client))
        if not has_files(f"{self.folder}/plain"):
            self.renew_plain(session.place)
            session.runner.run(self.clients[0].put(self.tree.folder))
        warm(self.folder)
        return entries

    def pull_of(self, session, client):
        entry = Entry(client.name, client.role, [])

        def before():
            entry.cwd = session.place.fresh()
            os.makedirs(entry.cwd)
            entry.command = client.get(entry.cwd)

        def check(full):
            self.tree.check_copy(entry.cwd, full)
            if self.tree.count < FEW:
                session.place.remove(entry.cwd)

        entry.before, entry.check = before, check
        return entry

    def project(self, session, tool):
        made = session.project(tool, self.label, "hardlink", self.tree, self.remote)
        made.store = f"{self.folder}/layout"
        return made.ensure_added()

    def renew_plain(self, place):
        """An empty folder: MinIO takes it for a prefix, programs over ssh want it to be there."""
        plain = f"{self.folder}/plain"
        if self.tree.count < FEW:
            place.remove(plain)
        else:
            place.discard(plain)
        os.makedirs(plain)


def has_files(folder):
    return any(names for _, _, names in os.walk(folder))


def minio(session, label, tree, tools, url=None):
    """MinIO, by the URL of a line if one is given."""
    server, programs = session.servers.minio, session.programs
    url = url or server.url
    put, get = f"{session.base}/put-{label}", f"{session.base}/get-{label}"
    base = f"{url}/bench/{label}/plain"
    with open(put, "w") as puts, open(get, "w") as gets:
        for name in tree.names:
            puts.write(f'upload-file = "{tree.folder}/{name}"\nurl = "{base}/{name}"\n')
            gets.write(f'url = "{base}/{name}"\noutput = "{name}"\n')
    curl = ["curl", "-sSfZ", "--create-dirs", "-K"]
    plain = f"bench/{label}/plain"
    s5cmd = [programs.s5cmd, "--endpoint-url", url, "--log", "error", "cp"]
    rclone = [programs.rclone, "--s3-provider", "Minio", "--s3-endpoint", url, "--s3-env-auth",
              "--s3-no-check-bucket", "--transfers", "16", "--checkers", "16", "copy"]
    clients = [Client("curl -Z", lambda _: curl + [put], lambda _: curl + [get], "floor")]
    if session.options.peers:
        clients += [
            Client("s5cmd", lambda source: s5cmd + [f"{source}/", f"s3://{plain}/"],
                   lambda copy: s5cmd + [f"s3://{plain}/*", f"{copy}/"]),
            Client("rclone", lambda source: rclone + [source, f":s3:{plain}"],
                   lambda copy: rclone + [f":s3:{plain}", copy])]

    def check(prefix, full):
        found = server.count(f"{label}/{prefix}")
        # DVC's layout has one listing besides
        wanted = tree.count + (prefix != "plain")
        expect(found == wanted, f"{found} objects arrived in {prefix}, not {wanted}")
        for name in tree.sample():
            at = name if prefix == "plain" else tree.object_name(name)
            check_object(f"{server.url}/bench/{label}/{prefix}/{at}", tree, name,
                         full or tree.count >= FEW)

    settings = (("endpointurl", url), ("access_key_id", session.runner.env["AWS_ACCESS_KEY_ID"]),
                ("secret_access_key", SECRET))
    return Store(label, tree, f"{server.folder}/{label}", (
        f"s3://bench/{label}/layout", *settings), clients, check, tools)


def check_object(url, tree, name, full):
    """Fails unless the server has that file with its size and, with `full`, its bytes."""
    asked = urllib.request.Request(url, method="GET" if full else "HEAD")
    with urllib.request.urlopen(asked) as answer:
        expect(int(answer.headers["Content-Length"]) == tree.size, f"{url} has another size")
        total = hashlib.md5()
        while chunk := answer.read(1 << 20):
            total.update(chunk)
    expect(not full or total.hexdigest() == tree.digests[name], f"{url} has other contents")


def sshd(session, label, tree, tools):
    server, programs = session.servers.sshd, session.programs
    folder = f"{server.folder}/{label}"
    plain, host = f"{folder}/plain", f"{server.user}@127.0.0.1"
    scp = ["scp", "-q", "-r", "-S", server.ssh, "-P", str(server.port)]
    rsync = ["rsync", "-a", "-e", f"{server.ssh} -p {server.port}"]
    rclone = [programs.rclone, "--sftp-host", "127.0.0.1", "--sftp-port", str(server.port),
              "--sftp-user", server.user, "--sftp-key-file", server.key,
              "--sftp-disable-hashcheck", "--transfers", "16", "copy"]
    clients = [
        Client("scp", lambda source: scp + [f"{source}/.", f"{host}:{plain}/"],
               lambda copy: scp + [f"{host}:{plain}/.", copy], "floor"),
        Client("rsync", lambda source: rsync + [f"{source}/", f"{host}:{plain}/"],
               lambda copy: rsync + [f"{host}:{plain}/", f"{copy}/"])]
    if session.options.peers:
        clients.append(
            Client("rclone", lambda source: rclone + [source, f":sftp:{plain}"],
                   lambda copy: rclone + [f":sftp:{plain}", copy]))

    def check(prefix, full):
        right = tree.check_copy if prefix == "plain" else tree.check_objects
        right(f"{folder}/{prefix}", full)

    return Store(label, tree, folder, (
        f"ssh://{host}:{server.port}{folder}/layout", ("keyfile", server.key)), clients, check,
        tools)
