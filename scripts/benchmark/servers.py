"""The servers of this machine that are measured against, each started when a row needs it."""
import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from functools import cached_property

from .programs import SECRET, USER

LINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "line.py")
# What everybody may do in the bucket, so that plain curl is the floor.
POLICY = ('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},'
          '"Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::bench/*"]}]}')


class Servers:
    def __init__(self, session):
        self.session = session
        self.base = f"{session.base}/servers"
        self.running = []
        self.lines = {}

    def start(self, port, command, **variables):
        os.makedirs(self.base, exist_ok=True)
        with open(f"{self.base}/{port}.log", "wb") as log:
            server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, **variables})
        self.running.append(server)
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"bench: {command[0]} does not start, see {self.base}/{port}.log")

    def close(self):
        for server in reversed(self.running):
            server.terminate()
            server.wait()

    @cached_property
    def minio(self):
        return Minio(self)

    def line(self, megabits, milliseconds):
        """The URL of MinIO behind a line."""
        key = megabits, milliseconds
        if key not in self.lines:
            self.lines[key] = free_port()
            self.start(
                self.lines[key], [sys.executable, LINE, str(self.lines[key]), str(self.minio.port),
                                  str(megabits), str(milliseconds)])
        return f"http://127.0.0.1:{self.lines[key]}"

    @cached_property
    def sshd(self):
        return Sshd(self)


class Minio:
    """MinIO with one bucket, `bench`, of which each object is a folder with the file `xl.meta`."""

    def __init__(self, servers):
        servers.session.programs.install_servers()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = f"{servers.base}/minio/bench"
        os.makedirs(self.folder)
        servers.start(
            self.port, [servers.session.programs.minio, "server", os.path.dirname(self.folder),
                        "--address", f"127.0.0.1:{self.port}", "--quiet"],
            MINIO_ROOT_USER=USER, MINIO_ROOT_PASSWORD=SECRET, MINIO_UPDATE="off")
        policy = f"{servers.base}/policy"
        write(policy, POLICY)
        for _ in range(100):
            done = subprocess.run(
                ["curl", "-sf", "--aws-sigv4", "aws:amz:us-east-1:s3", "-u", f"{USER}:{SECRET}",
                 "-T", policy, f"{self.url}/bench?policy="], stdout=subprocess.DEVNULL)
            if done.returncode == 0:
                return
            time.sleep(0.2)
        raise SystemExit("bench: MinIO does not take the policy of the bucket")

    def count(self, prefix):
        """How many objects there are below a prefix."""
        return sum(
            1 for _, _, names in os.walk(f"{self.folder}/{prefix}") if "xl.meta" in names)


class Sshd:
    """An sshd of our own, and an `ssh` that trusts it."""

    def __init__(self, servers):
        home = f"{servers.base}/ssh"
        self.folder = f"{home}/files"
        self.port, self.user = free_port(), getpass.getuser()
        os.makedirs(self.folder)
        os.makedirs(f"{home}/bin")
        os.makedirs("/run/sshd", exist_ok=True)
        for key in ("host", "id"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{home}/{key}"], check=True)
        shutil.copy(f"{home}/id.pub", f"{home}/authorized_keys")
        self.key, self.ssh = f"{home}/id", f"{home}/bin/ssh"
        write(f"{home}/sshd_config", (
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {home}/host\nPidFile {home}/pid\n"
            f"AuthorizedKeysFile {home}/authorized_keys\nStrictModes no\nUsePAM no\n"
            "PermitRootLogin yes\nMaxStartups 100\nMaxSessions 100\nSubsystem sftp internal-sftp\n"))
        servers.start(self.port, ["/usr/sbin/sshd", "-D", "-e", "-f", f"{home}/sshd_config"])
        with open(f"{home}/host.pub") as key:
            write(f"{home}/known_hosts", f"[127.0.0.1]:{self.port} {key.read()}")
        # ssh takes the home folder from the password file, so that it is told of this one
        write(f"{home}/config", f"Host *\n UserKnownHostsFile {home}/known_hosts\n"
                                f" IdentityFile {self.key}\n")
        write(self.ssh, f'#!/bin/sh\nexec {shutil.which("ssh")} -F {home}/config "$@"\n')
        os.chmod(self.ssh, 0o755)
        env = servers.session.runner.env
        env["PATH"] = f"{home}/bin:{env['PATH']}"


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def write(path, text):
    with open(path, "w") as out:
        out.write(text)
