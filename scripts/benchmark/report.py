"""What is printed and kept: one table of rows with their goals, one of all figures."""
import json
import os
import re

from .programs import HERE

RESULTS = f"{HERE}/scripts/bench-results"
HEAD = ("| work | datasync | floors | peers | goals | ours ÷ goal | met |",
        "| --- | --- | --- | --- | --- | --- | --- |")
DETAILS = ("| row | program | n | seconds | from – to | on the disk after | CPU s | peak MiB |",
           "| --- | --- | --- | --- | --- | --- | --- | --- |")


def number(value):
    """Three digits are as much as a figure is worth."""
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def figures(program):
    return f"{number(program['wall'])} s, {number(program['cpu'])} CPU, {program['peak']:.0f} MiB"


def line(kept):
    """One row of the first table."""
    programs = kept["programs"]
    floors = [f"{name} {number(each['wall'])} s"
              for name, each in programs.items() if each["role"] == "floor"]
    peers = [f"{name}: {figures(each)}"
             for name, each in programs.items() if each["role"] == "peer"]
    goals = [bound["goal"] + (f" = {number(bound['limit'])}" if bound["limit"] else "")
             for bound in kept["bounds"]]
    ratios = [number(bound["ratio"]) for bound in kept["bounds"]]
    return "| " + " | ".join([
        kept["title"], figures(programs["datasync"]), "<br>".join(floors) or "–",
        "<br>".join(peers) or "–", "<br>".join(goals) or "–", "<br>".join(ratios) or "–",
        "<br>".join(verdict(bound) for bound in kept["bounds"]) or "–"]) + " |"


def verdict(bound):
    return {True: "**met**", False: "missed", None: "not measured"}[bound["met"]]


def details(name, kept):
    """The lines of one row in the second table."""
    for program, each in kept["programs"].items():
        yield (f"| {name} | {program} | {each['n']} | {number(each['wall'])} "
               f"| {number(each['low'])} – {number(each['high'])} "
               f"| {number(each['wall'] + each['settle'])} "
               f"| {number(each['cpu'])} | {each['peak']:.0f} |")


class Results:
    """What is kept of one kind of machine: a row that is measured again replaces the old one."""

    def __init__(self, machine):
        self.path = f"{RESULTS}/{machine}.json"
        self.content = {"rows": {}}
        if os.path.exists(self.path):
            with open(self.path) as text:
                self.content = json.load(text)

    def keep(self, about, rows, order):
        self.content.update(about)
        self.content["rows"].update(rows)
        known = self.content["rows"]
        self.content["rows"] = {name: known[name] for name in order if name in known}
        os.makedirs(RESULTS, exist_ok=True)
        with open(self.path, "w") as out:
            json.dump(self.content, out, indent=1, ensure_ascii=False)
            out.write("\n")
        with open(self.path[:-len("json")] + "md", "w") as out:
            out.write("\n".join(self.document()) + "\n")
        self.into_readme(f"{HERE}/README.md")

    def heading(self):
        content = self.content
        dates = sorted({row["date"] for row in content["rows"].values()})
        when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
        rows = content["rows"].values()
        bounds = [bound["met"] for row in rows for bound in row["bounds"]]
        return [
            f"{when}, `{content['command']}`: {content['machine']}.",
            "",
            f"{content['versions']}. {sum(met is True for met in bounds)} of {len(bounds)} goals "
            "met. Seconds are medians.",
            ""]

    def table(self):
        return [*HEAD, *(line(row) for row in self.content["rows"].values())]

    def document(self):
        rows = self.content["rows"]
        yield "# What `make bench` measured"
        yield ""
        yield from self.heading()
        yield from self.table()
        yield from ("", "## All figures", "", "On the disk after: with the `sync` that follows; "
                    "what a program syncs itself is in its seconds already. The memory is that of "
                    "the largest process.", "", *DETAILS)
        for name, row in rows.items():
            yield from details(name, row)

    def into_readme(self, path):
        with open(path) as text:
            readme = text.read()
        inside = "\n".join(["<!-- bench -->", "", *self.heading(), *self.table(), "",
                            "<!-- end of bench -->"])
        readme = re.sub(
            "<!-- bench -->.*<!-- end of bench -->", lambda _: inside, readme, flags=re.DOTALL)
        with open(path, "w") as out:
            out.write(readme)
