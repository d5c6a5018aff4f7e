"""Reads a page of the documentation as things to do, does them in an empty folder, and hands on what was answered.

A block `sh` is run. In a block `console` each line that begins with `$ ` is run, and what stands below is its answer,
in which a line of three dots stands for any lines. A comment before any other block says what becomes of it:
`file: PATH`, `at the end of: PATH`, or `in: PATH` and then, before the next block, `instead`.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = re.compile(r"(?:^<!-- (?P<what>[^\n]*) -->\n)?^```(?P<language>[a-z]+)\n(?P<text>.*?)^```$", re.M | re.S)
ANY = "..."


@dataclass(frozen=True)
class Step:
    """A command with the answer that the page prints, or a file that the page has the reader write."""

    line: int
    what: str
    text: str
    answer: str | None = None
    span: tuple[int, int] = (0, 0)


def steps(page: str) -> Iterator[Step]:
    for found in BLOCK.finditer(page):
        line = page.count("\n", 0, found.start()) + 1
        what, language, text = found["what"] or "", found["language"], found["text"]
        if language == "console":
            for part in re.finditer(r"^\$ (?P<command>.*)\n(?P<answer>(?:(?!\$ ).*\n)*)", text, re.M):
                start = found.start("text")
                span = (start + part.start("answer"), start + part.end("answer"))
                yield Step(line, "run", part["command"], part["answer"], span)
        elif what or language == "sh":
            yield Step(line, what or "run", text)


@dataclass
class Reader:
    """Who follows the page: where they are, and what their shell remembers from one block to the next."""

    folder: Path
    environment: Mapping[str, str]
    unchanged: dict[str, str] = field(default_factory=dict)

    def run(self, command: str) -> tuple[int, str]:
        memory = Path(self.environment["TUTORIAL_MEMORY"])
        script = f'{command}\nstatus=$?\npwd > "{memory}/pwd"\nenv -0 > "{memory}/env"\nexit $status\n'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.folder = Path((memory / "pwd").read_text(encoding="utf-8").strip())
        pairs = (pair.split("=", 1) for pair in (memory / "env").read_text(encoding="utf-8").split("\0") if pair)
        self.environment = dict(pairs)
        return done.returncode, done.stdout

    def do(self, step: Step) -> str:
        """Do one step; the answer, where it is a command."""
        if step.what == "run":
            status, said = self.run(step.text)
            assert step.answer is not None or status == 0, f"line {step.line}: {said}"
            return said
        verb, _, name = step.what.partition(": ")
        if verb == "instead":
            name, old = self.unchanged.popitem()
            path = self.folder / name
            text = path.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"line {step.line}: what is to be replaced is not there once"
            path.write_text(text.replace(old, step.text), encoding="utf-8")
            return ""
        path = self.folder / name
        if verb == "file":
            assert not path.exists() and path.parent.is_dir(), f"line {step.line}: {name}"
            path.write_text(step.text, encoding="utf-8")
        elif verb == "at the end of":
            path.write_text(path.read_text(encoding="utf-8") + step.text, encoding="utf-8")
        else:
            assert verb == "in", f"line {step.line}: nobody knows what to do with {step.what!r}"
            self.unchanged[name] = step.text
        return ""


def agrees(answer: str, said: str) -> bool:
    """Whether a program said what is printed, where a line of three dots stands for any lines."""
    parts = [re.escape(part) for part in re.split(rf"^{re.escape(ANY)}\n", answer, flags=re.M)]
    return re.fullmatch("(?:.*\n)*?".join(parts), said) is not None


def environment(memory: Path, root: Path, programs: Path, libraries: Path) -> dict[str, str]:
    """That of a machine on which pip finds all it is asked for: no network, no colours, one day."""
    memory.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": f"{root / 'ext'}:{libraries}",
        "HOME": str(memory),
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "SOURCE_DATE_EPOCH": "1772409600",  # 2 March 2026
        "TUTORIAL_MEMORY": str(memory),
    }
