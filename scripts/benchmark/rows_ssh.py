"""Rows about sshd on loopback, which have no goal."""
from .remotes import sshd
from .rows import row

FILES, LARGE_MIB = 2000, 256


def small(session):
    return sshd(session, "ssh-small", session.tree("ssh-small", FILES, 16384), session.tools)


def large(session):
    return sshd(session, "ssh-large", session.tree("ssh-large", 1, LARGE_MIB << 20), session.tools)


@row("ssh-push", "ssh", f"`push` {FILES:,} × 16 KiB to sshd")
def ssh_push(session):
    return small(session).pushes(session)


@row("ssh-pull", "ssh", f"`pull` {FILES:,} × 16 KiB from sshd, every byte verified")
def ssh_pull(session):
    return small(session).pulls(session)


@row("ssh-push-large", "ssh", f"`push` one file of {LARGE_MIB} MiB to sshd")
def ssh_push_large(session):
    return large(session).pushes(session)


@row("ssh-pull-large", "ssh", f"`pull` one file of {LARGE_MIB} MiB from sshd, every byte verified")
def ssh_pull_large(session):
    return large(session).pulls(session)
