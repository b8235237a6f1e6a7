"""Runs programs by turns and keeps what they needed."""
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Callable

TIMED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "timed.py")
# What is over at once runs three times as often as asked, when that is often already.
SHORT_SECONDS, OFTEN = 1, 5
# Programs that nothing but a fraction is compared with are not run again when they are slow.
SLOW = {"dvc": 0.2, "rclone": 0.2}


@dataclass
class Entry:
    """One program of a row: `before` makes things ready, `check` fails when the work was not done;
    it is told whether it has to look at every byte."""
    name: str
    role: str
    command: list
    cwd: str = None
    variables: dict = field(default_factory=dict)
    before: Callable = lambda: None
    check: Callable = lambda full: None
    # seconds that nobody has to measure
    fixed: float = None
    runs: list = field(default_factory=list)

    def wants_another(self, repeat, seconds):
        """As often as asked, so long as the time for one program of a row is not used up."""
        if self.fixed:
            return False
        spent, done = sum(run["wall"] for run in self.runs), len(self.runs)
        if done == 0:
            return True
        if spent < SHORT_SECONDS and repeat >= OFTEN:
            repeat *= 3
        return done < repeat and spent + spent / done <= seconds * SLOW.get(self.name, 1)

    def summary(self):
        if self.fixed:
            return {"role": self.role, "n": 0, "low": self.fixed, "high": self.fixed,
                    "wall": self.fixed, "cpu": 0, "peak": 0, "settle": 0}
        figures = {
            key: round(statistics.median(run[key] for run in self.runs), 4)
            for key in ("wall", "cpu", "peak", "settle")}
        walls = [round(run["wall"], 4) for run in self.runs]
        return {"role": self.role, "n": len(walls), "low": min(walls), "high": max(walls),
                **figures}


@dataclass
class Facts:
    """A row that is a table: numbers are figures, and truth tells whether a goal is met."""
    columns: list
    lines: list = field(default_factory=list)


class Runner:
    """Runs commands in one place with one environment."""

    def __init__(self, place, env):
        self.place, self.base, self.env = place, place.base, env

    def run(self, command, cwd=None, variables=None, allowed=(0,)):
        """Runs a command to its end; returns wall and CPU seconds and peak memory in MiB."""
        figures, errors = f"{self.base}/figures", f"{self.base}/errors"
        subprocess.run(
            [sys.executable, "-I", "-S", TIMED, figures, errors, *command], cwd=cwd or self.base,
            env={**self.env, **(variables or {})}, stdin=subprocess.DEVNULL, check=True)
        with open(figures) as lines:
            code, wall, cpu, peak = lines.read().split()
        if int(code) not in allowed:
            with open(errors, errors="replace") as said:
                raise AssertionError(f"{command} in {cwd} ended with {code}: {said.read()[-2000:]}")
        return {"wall": float(wall), "cpu": float(cpu), "peak": float(peak)}

    def opened(self, command, cwd, variables, pattern):
        """How many different files a command opens, of those with a pattern in their names, or
        nothing when strace cannot be run."""
        log = f"{self.base}/opened"
        try:
            self.run(["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=open,openat",
                      "-e", "signal=none", "-o", log, *command], cwd, variables)
        except (AssertionError, OSError, subprocess.CalledProcessError) as failed:
            print(f"files opened were not counted: {failed}", file=sys.stderr)
            return None
        with open(log, errors="replace") as lines:
            return len({line.split('"')[1] for line in lines if pattern in line})

    def turns(self, entries, repeat, seconds):
        """Runs all programs by turns, each turn beginning with another one. What one run has
        written is on the disk before the next begins, and how long that took is kept."""
        turn = 0
        while True:
            due = [entry for entry in entries if entry.wants_another(repeat, seconds)]
            if not due:
                return
            first = turn % len(due)
            for entry in due[first:] + due[:first]:
                entry.before()
                self.place.sync()
                figures = self.run(entry.command, entry.cwd, entry.variables)
                begin = time.monotonic()
                self.place.sync()
                figures["settle"] = time.monotonic() - begin
                entry.check(not entry.runs)
                entry.runs.append(figures)
            turn += 1
