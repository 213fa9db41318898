"""The data files of the package -> their digests in `src/rashomon/data/manifest.tsv`: `python -m supply.manifest`.

What people wrote there (licence, what made a file, from what) is kept. A file that has no row yet gets one with
question marks, which a test refuses; the row of a file that is gone goes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["DATA", "MANIFEST", "renew"]

DATA = Path(__file__).parent.parent / "src" / "rashomon" / "data"
MANIFEST = "manifest.tsv"
# what a person has to say of a file: its licence, what made it, from what
UNSAID = ("?", "?", "?")


def renew(manifest: str, folder: Path) -> str:
    """Return the manifest with a row and the right digest for each file of the folder that is not code."""
    lines = manifest.splitlines()
    said = {row[0]: row[1:4] for row in (line.split("\t") for line in lines if not line.startswith("#"))}
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    rows = [
        "\t".join((name, *said.get(name, UNSAID), hashlib.sha256(files[name].read_bytes()).hexdigest()))
        for name in sorted(files)
        if name != MANIFEST and files[name].suffix not in (".py", ".pyc")
    ]
    return "\n".join([*(line for line in lines if line.startswith("#")), *rows]) + "\n"


if __name__ == "__main__":
    place = DATA / MANIFEST
    place.write_text(renew(place.read_text(encoding="utf-8"), DATA), encoding="utf-8")
