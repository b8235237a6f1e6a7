"""What the figures were measured on and with."""
import os
import platform
import subprocess


def name():
    """The kind of machine: its results have a file of this name."""
    return f"{platform.system()}-{platform.machine()}-{os.cpu_count()}-cores".lower()


def describe(folder):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (f"{os.cpu_count()} × {cpu()}, {memory:.0f} GiB, {platform.system()} "
            f"{platform.release()}, {filesystem(folder)}")


def cpu():
    try:
        with open("/proc/cpuinfo") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def filesystem(folder):
    found = said("df", "--output=fstype", folder)
    return found.splitlines()[-1] if found else "unknown file system"


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
    found = {
        "java": said(f"{programs.jdk}/bin/java", "-version").split("\n")[0],
        "dvc": said(programs.dvc, "-V") if programs.peers else "",
        "s5cmd": said(programs.s5cmd, "version") if programs.peers else "",
        "rclone": said(programs.rclone, "version").split("\n")[0] if programs.peers else "",
        "minio": " ".join(said(programs.minio, "--version").split("\n")[0].split()[2:3]),
        "curl": " ".join(said("curl", "--version").split()[1:2]),
        "rsync": " ".join(said("rsync", "--version").split()[2:3]) if programs.peers else "",
        "coreutils": said("cp", "--version").split("\n")[0].split()[-1],
    }
    return "; ".join(f"{key} {value}" for key, value in found.items() if value)
