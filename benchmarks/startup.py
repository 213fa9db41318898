"""How long a command makes one wait before it does anything: processor time beside that of a bare Python.

The least of five runs each; `list` is that of the sample story. Importing SQLAlchemy alone is printed beside them: what
reads a store cannot be faster.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

FILES: tuple[str, ...] = ()
TIMES = 5


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the seconds of processor time of each command; `data` is not looked at."""
    python, rashomon = [sys.executable], [str(Path(sys.executable).parent / "rashomon")]
    with tempfile.TemporaryDirectory() as folder:
        store = ["--store", f"{folder}/demo.db"]
        subprocess.run([*rashomon, "demo", *store, "--output", f"{folder}/demo.html"], check=True, capture_output=True)
        commands = {
            "python -c pass": [*python, "-c", "pass"],
            "import sqlalchemy": [*python, "-c", "import sqlalchemy"],
            "rashomon --help": [*rashomon, "--help"],
            "rashomon list": [*rashomon, "list", "attribution", *store],
        }
        rows = {name: {"s": round(_least(command), 3)} for name, command in commands.items()}
    rows["rashomon --help"]["target"], rows["rashomon list"]["target"] = 0.3, 0.6
    return rows


def _least(command: list[str]) -> float:
    return min(_seconds(command) for _ in range(TIMES))


def _seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
