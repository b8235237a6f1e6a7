"""What the figures were measured on and with."""
import os
import platform
import re
import subprocess

from .programs import HERE


def name():
    """The kind of machine: its results have a file of this name."""
    return f"{platform.system()}-{platform.machine()}-{os.cpu_count()}-cores".lower()


def describe(place):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (f"{os.cpu_count()} × {cpu()}, {memory:.0f} GiB, {platform.system()} "
            f"{platform.release()}, {filesystem(place)}")


def cpu():
    try:
        with open("/proc/cpuinfo") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def filesystem(place):
    found = said("df", "--output=fstype", place.base)
    kind = found.splitlines()[-1] if found else "unknown file system"
    return f"{kind} in a file of its own" if place.own else kind


def busy():
    """The load of the last minute: figures of a busy machine are no figures."""
    return os.getloadavg()[0]


def said(*command):
    """The output of a program, or nothing when it cannot be run."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def versions(programs):
    """One text with the versions of all programs that are there."""
    def word(n, *command):
        words = said(*command).split()
        return words[n].strip('"') if len(words) > n else ""

    found = {
        "java": word(2, f"{programs.jdk}/bin/java", "-version"),
        "dvc": word(0, programs.dvc, "-V") if programs.peers else "",
        "s5cmd": word(0, programs.s5cmd, "version") if programs.peers else "",
        "rclone": word(1, programs.rclone, "version") if programs.peers else "",
        "MinIO": pinned("minio") if os.path.exists(programs.minio) else "",
        "curl": word(1, "curl", "--version"),
        "rsync": word(2, "rsync", "--version") if programs.peers else "",
        "coreutils": word(3, "cp", "--version"),
    }
    return ", ".join(f"{key} {value}" for key, value in found.items() if value)


def pinned(program):
    """The version that is installed of a program that does not know its own."""
    with open(f"{HERE}/scripts/install-peers") as text:
        return re.search(f"/{program}@v(\\S+)", text.read()).group(1)
