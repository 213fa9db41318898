"""The files that git knows -> wheel and sdist, built twice, in two folders, at two times: `python -m supply.reproduce`.

They go to `dist` if both came out byte by byte the same; else the exit code is 1. Uncommitted changes are built, too;
files that git does not know are not.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["build", "copy_tree", "digests", "tracked"]

ROOT = Path(__file__).parent.parent
# two moments of modification, in seconds since 1970, years apart
TIMES = (1_000_000_000, 1_700_000_000)


def tracked(root: Path) -> list[str]:
    """Return the paths of the files that git knows and that are there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    return [path for path in listed.split("\0") if path and (root / path).is_file()]


def copy_tree(root: Path, paths: Iterable[str], to: Path, modified: int) -> Path:
    """Copy files into a new folder, all modified at one time (in seconds since 1970), and return the folder."""
    for path in paths:
        copy = to / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, copy)
        os.utime(copy, (modified, modified))
    return to


def build(tree: Path, output: Path, kinds: Iterable[str] = ("wheel", "sdist")) -> None:
    """Build wheel and sdist with the back end that is installed here, which the lock file pins."""
    targets = [word for kind in kinds for word in ("-t", kind)]
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(output), *targets], cwd=tree, check=True)


def digests(folder: Path) -> dict[str, str]:
    """Return the sha256 of each file of a folder."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def main() -> int:
    """Build twice, compare, keep; returns the exit code."""
    paths = tracked(ROOT)
    with tempfile.TemporaryDirectory() as work:
        outputs = [Path(work) / "built", Path(work) / "built again"]
        tree = copy_tree(ROOT, paths, Path(work) / "tree", TIMES[0])
        build(tree, outputs[0])
        build(copy_tree(tree, paths, Path(work) / "a folder of another name", TIMES[1]), outputs[1])
        first, second = map(digests, outputs)
        for name in first:
            print(f"{first[name]}  {name}{'' if first[name] == second[name] else f': and again {second[name]}'}")
        if first != second:
            return 1
        shutil.copytree(outputs[0], ROOT / "dist", dirs_exist_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
