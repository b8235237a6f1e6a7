"""What is printed and kept: one table of rows with their goals, and one of all figures."""
import json
import os
import re

from .programs import HERE

RESULTS = f"{HERE}/scripts/bench-results"
HEAD = ("| work | datasync | floors | peers | goals | ours ÷ goal | |",
        "| --- | --- | --- | --- | --- | --- | --- |")
DETAILS = ("| row | program | n | seconds | from – to | on the disk after | CPU s | peak MiB "
           "| date |",
           "| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
VERDICTS = {True: "**met**", False: "missed", None: "not measured"}


def number(value):
    """Three digits are as much as a figure is worth."""
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return "–" if value is None else f"{value:,}"


def figures(program):
    return f"{number(program['wall'])} s, {number(program['cpu'])} CPU, {program['peak']:.0f} MiB"


def cell(lines):
    return "<br>".join(lines).replace("|", "\\|") or "–"


def line(kept):
    """One row of the first table."""
    programs, bounds = kept["programs"], kept["bounds"]
    return "| " + " | ".join([
        kept["title"],
        figures(programs["datasync"]),
        cell([f"{name} {number(each['wall'])} s"
              for name, each in programs.items() if each["role"] == "floor"]),
        cell([f"{name}: {figures(each)}"
              for name, each in programs.items() if each["role"] == "peer"]),
        cell([bound["goal"] + (f" = {number(bound['limit'])}" if bound["limit"] else "")
              for bound in bounds]),
        cell([number(bound["ratio"]) for bound in bounds]),
        cell([VERDICTS[bound["met"]] for bound in bounds])]) + " |"


def facts(kept):
    """A row that is a table."""
    def show(value):
        return VERDICTS[value] if isinstance(value, bool) else \
            value if isinstance(value, str) else number(value)

    return ["", f"**{kept['title']}**", "", f"| {' | '.join(kept['columns'])} |",
            f"|{' --- |' * len(kept['columns'])}",
            *(f"| {' | '.join(show(value) for value in values)} |" for values in kept["lines"])]


def details(name, kept):
    """The lines of one row in the table of all figures."""
    for program, each in kept.get("programs", {}).items():
        yield (f"| {name} | {cell([program])} | {each['n']} | {number(each['wall'])} "
               f"| {number(each['low'])} – {number(each['high'])} "
               f"| {number(each['wall'] + each['settle'])} | {number(each['cpu'])} "
               f"| {each['peak']:.0f} | {kept['date']} |")


def verdicts(rows):
    """Whether each goal of the rows is met."""
    for kept in rows:
        yield from (bound["met"] for bound in kept.get("bounds", ()))
        yield from (value for values in kept.get("lines", ()) for value in values
                    if isinstance(value, bool))


class Results:
    """What is kept of one kind of machine: a row that is measured again replaces the old one."""

    def __init__(self, machine):
        self.path = f"{RESULTS}/{machine}.json"
        self.content = {"rows": {}}
        if os.path.exists(self.path):
            with open(self.path) as text:
                self.content = json.load(text)

    def keep(self, about, rows, order):
        """Keeps rows, and writes results and README anew."""
        known = {**self.content["rows"], **rows}
        self.content = {**about, "rows": {name: known[name] for name in order if name in known}}
        os.makedirs(RESULTS, exist_ok=True)
        with open(self.path, "w") as out:
            json.dump(self.content, out, indent=1, ensure_ascii=False)
            out.write("\n")
        with open(self.path[:-len("json")] + "md", "w") as out:
            out.write("\n".join(self.document()) + "\n")
        self.into_readme(f"{HERE}/README.md")

    def heading(self):
        content, rows = self.content, self.content["rows"].values()
        dates = sorted({kept["date"] for kept in rows})
        goals = list(verdicts(rows))
        return [
            f"`make bench`, {' to '.join(sorted({dates[0], dates[-1]}))}: {content['machine']}, "
            f"load {content['load']:.1f} before; {content['versions']}. {goals.count(True)} of "
            f"{len(goals)} goals are met.",
            "",
            "Seconds, CPU seconds and memory are medians; the memory is that of the largest "
            "process. Every `pull` of datasync is verified. The bounds of a goal stand one below "
            "the other, each with what datasync needs of it.",
            ""]

    def tables(self):
        rows = list(self.content["rows"].values())
        yield from HEAD
        yield from (line(kept) for kept in rows if kept.get("bounds"))
        others = [line(kept) for kept in rows if kept.get("bounds") == []]
        if others:
            yield from ("", "Without a goal:", "", *HEAD, *others)
        for kept in rows:
            if "lines" in kept:
                yield from facts(kept)

    def document(self):
        yield from ("# What `make bench` measured", "", *self.heading(), *self.tables(), "",
                    "## All figures", "", "Each program ran n times. On the disk after: the "
                    "seconds with the `sync` that follows; what a program syncs itself is in its "
                    "own already. 8 MiB are what is seen of the least program.", "", *DETAILS)
        for name, kept in self.content["rows"].items():
            yield from details(name, kept)

    def into_readme(self, path):
        with open(path) as text:
            readme = text.read()
        inside = "\n".join(["<!-- bench -->", "", *self.heading(), *self.tables(), "",
                            "<!-- end of bench -->"])
        readme = re.sub(
            "<!-- bench -->.*<!-- end of bench -->", lambda _: inside, readme, flags=re.DOTALL)
        with open(path, "w") as out:
            out.write(readme)
