"""The list of rows: what each is called, what it is about and what it has to reach."""
from dataclasses import dataclass
from typing import Callable

ROWS = {}


@dataclass(frozen=True)
class Row:
    """`make` takes a session and gives the programs, with the data in place and read once."""
    name: str
    group: str
    title: str
    goals: tuple
    make: Callable
    default: bool
    opened: str

    def heading(self, options):
        return self.title.format(**vars(options))


def row(name, group, title, *goals, default=True, opened=None):
    """Adds a function as a row. `opened` is what the names of files contain that are counted
    when datasync opens them, in a run that is not timed."""
    def add(make):
        ROWS[name] = Row(name, group, title, goals, make, default, opened)
        return make

    return add


def chosen(names):
    """The rows of a list of names, groups and beginnings of names; without any the usual ones."""
    if not names:
        return [each for each in ROWS.values() if each.default]
    found = []
    for name in names:
        those = [ROWS[name]] if name in ROWS else [
            each for each in ROWS.values() if each.group == name or each.name.startswith(name)]
        if not those:
            raise SystemExit(f"bench: there is no row {name}; `scripts/bench --list` tells them")
        found += [each for each in those if each not in found]
    return found
