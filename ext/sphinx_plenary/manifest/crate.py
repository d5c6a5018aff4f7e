"""``ro-crate-metadata.json`` beside a site: what its papers are, in the form that research archives read (RO-Crate)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sphinx_plenary.manifest.files import CRATE, digest_of
from sphinx_plenary.manifest.record import Record
from sphinx_plenary.writing import write_whole

# The licences by which papers of the field are published, and where each stands; others stay words.
_LICENCES: Final = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_FORMATS: Final = {"page": "text/html", "pdf": "application/pdf"}


def write_crate(site: Path, record: Record, epoch: int, commit: str | None) -> None:
    """Each paper as page and as PDF, with the licence, the date and the digest of each file."""
    # Here, since the command `plenary` starts without what it does not need.
    from rocrate.model.contextentity import ContextEntity
    from rocrate.rocrate import ROCrate

    crate = ROCrate()
    crate.name = record.site or "Papers"
    crate.description = f"{len(record.papers)} papers on treaty conferences"
    crate.datePublished = datetime.fromtimestamp(epoch, UTC)
    if commit:
        crate.root_dataset["version"] = commit
    licences = {name: _LICENCES.get(paper["licence"], paper["licence"]) for name, paper in record.papers.items()}
    for docname, paper in sorted(record.papers.items()):
        for kind, encoding in _FORMATS.items():
            path = site / paper[kind]
            if not paper[kind] or not path.is_file():
                continue
            told: dict[str, Any] = {
                "name": paper["title"],
                "version": paper["version"],
                "creativeWorkStatus": paper["status"],
                "datePublished": paper["date"],
                "inLanguage": paper["language"],
                "encodingFormat": encoding,
                "contentSize": str(path.stat().st_size),
                "sha256": digest_of(path),
            }
            file = crate.add_file(str(path), paper[kind], properties=told)
            if (licence := licences[docname]).startswith("https:"):
                words = {"@type": "CreativeWork", "name": paper["licence"]}
                file["license"] = crate.add(ContextEntity(crate, licence, properties=words))
            elif licence:
                file["license"] = licence
    data = json.dumps(crate.metadata.generate(), indent=1, ensure_ascii=False) + "\n"
    write_whole(site / CRATE, data.encode())
