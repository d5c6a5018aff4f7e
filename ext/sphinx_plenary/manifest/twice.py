"""Builds a project twice, under circumstances that differ in all that must not matter, so that bytes can be compared.

The circumstances are those of reproducible-builds.org that concern a build like ours: folder, clock, time zone,
locale, umask, home, hash seed, number of processes, order of files in folders, user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sphinx_plenary.refused import Refused

_YEARS: Final = 6  # how much later the second build is
_OTHER_USER: Final = "nobody"
_FAKETIME: Final = "faketime"
# Of the caller's surroundings: what finds programs, and nothing else.
_KEPT: Final = ("PATH", "SSL_CERT_FILE")
_SKIPPED: Final = {"build", ".venv", ".git"}


@dataclass(frozen=True)
class Circumstances:
    """What a build finds round itself. ``later``: years by which its clock is ahead; ``user``: empty for ours."""

    folder: str
    zone: str
    locale: str
    umask: int
    seed: int
    jobs: int
    backwards: bool = False
    later: int = 0
    user: str = ""

    def __str__(self) -> str:
        told = [
            f"folder {self.folder!r}",
            f"TZ={self.zone}",
            f"LC_ALL={self.locale}",
            f"umask {self.umask:03o}",
            f"PYTHONHASHSEED={self.seed}",
            f"-j {self.jobs}",
            *(["files in reverse order"] if self.backwards else []),
            *([f"{self.later} years later"] if self.later else []),
            *([f"user {self.user}"] if self.user else []),
        ]
        return ", ".join(told)


def circumstances(python: Path) -> tuple[Circumstances, Circumstances, list[str]]:
    """Two that differ in all that can be varied here, and in words what cannot."""
    locales = _locales()
    other = next((name for name in locales if not name.startswith(("C", "POSIX", "en"))), "POSIX")
    not_varied = []
    if not shutil.which(_FAKETIME):
        not_varied.append("the clock, which takes the program faketime")
    user = _OTHER_USER if _may_become(_OTHER_USER, python) else ""
    if not user:
        not_varied.append(f"the user, which takes root and a Python that {_OTHER_USER} may run")
    if other == "POSIX":
        not_varied.append("the language of the locale, since none but English ones are installed")
    return (
        Circumstances("one", "UTC", "C.UTF-8", 0o022, 0, 1),
        Circumstances(
            "another place",
            "Pacific/Kiritimati",
            other,
            0o077,
            4711,
            2,
            backwards=True,
            later=_YEARS if shutil.which(_FAKETIME) else 0,
            user=user,
        ),
        not_varied,
    )


def build_in(
    project: Path, where: Path, around: Circumstances, commands: Sequence[str], real_clock: Sequence[str], epoch: int
) -> Path:
    """Copy a project, run the commands in the copy, and hand over its folder. Raises ``Refused`` when one fails.

    ``real_clock``: commands that refuse a clock other than the machine's, as latexmk does.
    """
    copy = where / around.folder / "project"
    home = where / around.folder / "home"
    copy_project(project, copy, backwards=around.backwards)
    home.mkdir()
    if around.user:
        account = pwd.getpwnam(around.user)
        where.chmod(0o755)
        for path in (where / around.folder, *(where / around.folder).rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {
        "HOME": str(home),
        "TZ": around.zone,
        "LC_ALL": around.locale,
        "PYTHONHASHSEED": str(around.seed),
        "PYTHONPATH": str(copy / "ext"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": str(epoch),
        "JOBS": str(around.jobs),
    }
    for command in commands:
        words = command.split()
        if around.later and command not in real_clock:
            words = [_FAKETIME, "-f", f"+{around.later}y", *words]
        _run(words, copy, environment, around)
    return copy


def copy_project(project: Path, copy: Path, *, backwards: bool) -> None:
    """The files of a project that git knows or would know, or all; what is installed in .venv is shared."""
    names = sorted(_names(project), reverse=backwards)
    for name in names:
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # with its time: what is newer than .venv would be installed anew
        shutil.copy2(project / name, target, follow_symlinks=False)
    if (project / ".venv").is_dir():
        (copy / ".venv").symlink_to((project / ".venv").resolve())


def _names(project: Path) -> list[str]:
    command = ["git", "-C", str(project), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        done = None
    if done and done.returncode == 0:
        return [name for name in done.stdout.split("\0") if name and os.path.lexists(project / name)]
    return [
        path.relative_to(project).as_posix()
        for path in project.rglob("*")
        if (path.is_symlink() or path.is_file()) and path.relative_to(project).parts[0] not in _SKIPPED
    ]


def _run(words: Sequence[str], folder: Path, environment: Mapping[str, str], around: Circumstances) -> None:
    options = (
        {"user": around.user, "group": pwd.getpwnam(around.user).pw_gid, "extra_groups": []} if around.user else {}
    )
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            env=dict(environment),
            umask=around.umask,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            **options,  # type: ignore[call-overload]
        )
    except OSError as error:
        raise Refused(f"`{words[0]}` cannot be run ({error.strerror})") from None
    if done.returncode:
        said = [*done.stdout.splitlines()[-15:], *done.stderr.splitlines()[-15:]]
        raise Refused(f"`{' '.join(words)}` failed with {around}", *said)


def _locales() -> list[str]:
    try:
        done = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    except OSError:
        return []
    return sorted(done.stdout.split())


def _may_become(user: str, python: Path) -> bool:
    """Whether we may run a program as another user, and that one our Python."""
    if os.geteuid() != 0 or sys.platform == "win32":
        return False
    try:
        return subprocess.run([python, "-c", ""], user=user, capture_output=True, check=False).returncode == 0
    except (OSError, KeyError, ValueError, LookupError):
        return False
