"""Goals: what the figures of one row are compared with."""
from dataclasses import dataclass
from typing import Callable

FIGURES = {"wall": "", "cpu": " in CPU time", "peak": " MiB", "opened": " files opened"}


@dataclass(frozen=True)
class Bound:
    """Ours must not be above a limit that is made from figures of the other programs."""
    text: str
    limit: Callable
    figure: str = "wall"

    def judge(self, programs):
        """The bound with its limit, and whether it is met: None when something was not measured."""
        def of(name):
            return programs[name][self.figure]

        try:
            limit, ours = self.limit(of), programs["datasync"][self.figure]
        except KeyError:
            return {"goal": str(self), "limit": None, "ratio": None, "met": None}
        return {"goal": str(self), "limit": round(limit, 4),
                "ratio": round(ours / limit, 3) if limit else None, "met": ours <= limit}

    def __str__(self):
        return f"≤ {self.text}{FIGURES[self.figure]}"


def times(factor, name, figure="wall"):
    """A factor times what a program needs."""
    return Bound(f"{factor:g} × {name}", lambda of: factor * of(name), figure)


def slower(factor, *names):
    """A factor times the slower of programs."""
    return Bound(
        f"{factor:g} × the slower of {' and '.join(names)}",
        lambda of: factor * max(of(name) for name in names))


def part(divisor, name):
    """A fraction of what a program needs."""
    return Bound(f"1/{divisor} of {name}", lambda of: of(name) / divisor)


def find_and_hello(factor):
    return Bound(f"{factor:g} × find + hello", lambda of: factor * of("find") + of("hello"))


def line(share):
    """A share of what the line lets through."""
    return Bound(f"the line ÷ {share:g}", lambda of: of("the line") / share)


def at_most(number, figure):
    return Bound(f"{number}", lambda of: number, figure)
