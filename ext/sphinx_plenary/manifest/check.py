"""A published folder, here or at an address, held to its manifest: what is missing, differs, or is not in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from sphinx_plenary.manifest.files import MANIFEST, SUMS, names_in, short, sums, together
from sphinx_plenary.manifest.make import FORMAT
from sphinx_plenary.refused import Refused

_LARGEST: Final = 500_000_000  # bytes of one published file
_PATIENCE: Final = 30  # seconds without an answer


class _SameHost(HTTPRedirectHandler):
    """A publication is checked where it is said to be: no answer may lead to another host."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            raise HTTPError(newurl, code, f"it leads to another host, {urlsplit(newurl).netloc}", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(frozen=True)
class Published:
    """A folder, or an address with ``http`` or ``https``."""

    place: str

    @property
    def is_address(self) -> bool:
        return urlsplit(self.place).scheme in ("http", "https")

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where it is not there. Raises ``Refused`` where the place cannot be read."""
        if not self.is_address:
            path = Path(self.place, name)
            try:
                return path.read_bytes() if path.is_file() else None
            except OSError as error:
                raise Refused(f"{path}: cannot be read ({error.strerror})") from None
        address = urljoin(f"{self.place.rstrip('/')}/", quote(name))
        try:
            with build_opener(_SameHost).open(address, timeout=_PATIENCE) as answer:
                data = bytes(answer.read(_LARGEST + 1))
        except HTTPError as error:
            if error.code in (404, 410):
                return None
            raise Refused(f"{address}: {error.code} {error.reason}") from None
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise Refused(f"{address}: cannot be read ({getattr(error, 'reason', error)})") from None
        if len(data) > _LARGEST:
            raise Refused(f"{address}: larger than {_LARGEST // 1_000_000} MB")
        return data

    def names(self) -> set[str]:
        """The files there; of an address they cannot be listed."""
        return set() if self.is_address else set(names_in(Path(self.place)))


def read_manifest(published: Published) -> dict[str, Any]:
    """What the manifest says. Raises ``Refused`` where there is none, or it is not one."""
    data = published.read(MANIFEST)
    if data is None:
        raise Refused(f"{published.place} has no {MANIFEST}; `make papers` writes one beside the site")
    try:
        manifest = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused(f"{published.place}: its {MANIFEST} is not JSON") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Refused(f"{published.place}: its {MANIFEST} is of another format than {FORMAT}")
    try:
        sound = all(_sound(manifest[part]) for part in ("inputs", "outputs"))
        sound = sound and all(map(_sound_page, manifest.get("pages", {}).values()))
    except (AttributeError, TypeError, KeyError):
        sound = False
    if not sound:
        raise Refused(f"{published.place}: its {MANIFEST} does not have what a manifest has")
    return manifest


def _sound(part: Any) -> bool:
    """A set of files: names within the folder, and digests."""
    return all(
        isinstance(name, str)
        and isinstance(digest, str)
        and not PurePosixPath(name).is_absolute()
        and ".." not in PurePosixPath(name).parts
        for name, digest in part["files"].items()
    ) and isinstance(part["digest"], str)


def _sound_page(page: Any) -> bool:
    return isinstance(page["digest"], str) and all(isinstance(name, str) for name in page["inputs"])


def _silent(_name: str) -> None:
    pass


def check(published: Published, manifest: dict[str, Any], begin: Callable[[str], None] = _silent) -> Iterator[str]:
    """What is wrong with a publication, a line each; nothing when every byte is as the manifest says.

    ``begin`` is told each file before it is read.
    """
    outputs: dict[str, str] = manifest["outputs"]["files"]
    for part in ("inputs", "outputs"):
        if together(manifest[part]["files"]) != manifest[part]["digest"]:
            yield f"{MANIFEST}: the digest of its {part} is not that of the files it lists"
    inputs = manifest["inputs"]["files"]
    for page, of in sorted(manifest.get("pages", {}).items()):
        if short(together({name: inputs.get(name, "") for name in of["inputs"]})) != of["digest"]:
            yield f"{MANIFEST}: the digest of {page} is not that of its inputs"
    listed = published.read(SUMS)
    own = sha256(published.read(MANIFEST) or b"").hexdigest()
    if listed is None:
        yield f"{SUMS}: missing"
    elif listed.decode(errors="replace") != sums({**outputs, MANIFEST: own}):
        yield f"{SUMS}: does not say what {MANIFEST} says"
    for name, digest in outputs.items():
        begin(name)
        data = published.read(name)
        if data is None:
            yield f"{name}: missing"
        elif (found := sha256(data).hexdigest()) != digest:
            yield f"{name}: differs; its SHA-256 is {found}, the manifest has {digest}"
    for name in sorted(published.names() - {*outputs, MANIFEST, SUMS}):
        yield f"{name}: not in the manifest"
