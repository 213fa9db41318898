"""What the tests of hostile files share: the files in a folder, and a store into which they were read."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.web.hostile.files import FILES
from tests.web.serving import serve

# far above what the 140 files take together, and far below what one that is not caught would: a bomb, or a loop
MOST_MEMORY = 4 * 2**30
MOST_SECONDS = 600
MOST_WRITTEN = 300 * 2**20


class Reading(NamedTuple):
    """A store of hostile files, and what the command that read them printed."""

    store: Path
    rejections: list[dict[str, str]]
    stdout: str
    stderr: str
    exit: int


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Read all hostile files by the command, in a process of its own that may not take more than its share."""
    folder, store = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("read") / "hostile.db"
    for file in FILES:
        with open(os.path.join(os.fsencode(folder), os.fsencode(file.name)), "wb") as out:  # noqa: PTH118, PTH123 - bytes
            out.write(file.content)
    command = [str(Path(sys.executable).with_name("rashomon")), "read", ".", "--store", str(store), "--jobs", "1"]
    limited = [*command, "--format", "jsonl"]
    done = subprocess.run(limited, cwd=folder, capture_output=True, check=False, preexec_fn=_limit)
    stdout = done.stdout.decode()
    rejections = [json.loads(line) for line in stdout.splitlines()]
    return Reading(store, rejections, stdout, done.stderr.decode(), done.returncode)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))


@pytest.fixture(scope="session")
def hostile_home(hostile: Reading) -> Iterator[str]:
    """Serve the hostile files."""
    with serve(hostile.store) as home:
        yield home
