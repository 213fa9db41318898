"""Measured figures -> pinned floors in `floors.json`, and which figures fell below theirs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["Floors", "digests"]

# the shipped model is quantised, and processors round differently: a figure may fall this far, relatively
TOLERANCE = 0.01

Measured = Mapping[str, Mapping[str, float]]


def digests(data: Path, files: Iterable[str]) -> dict[str, dict[str, str | int]]:
    """Return size and sha256 of each file of the folder `data` that is there."""
    found = [data / name for name in files if (data / name).is_file()]
    return {
        path.name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in found
    }


class Floors:
    """The floors of one file: `{benchmark: {"data": {file: digest}, "floors": {system: {figure: floor}}}}`.

    Only quality is pinned: figures of speed differ from machine to machine.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pinned: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else {}

    def names(self) -> list[str]:
        """Return the benchmarks that have floors."""
        return sorted(self._pinned)

    def below(self, name: str, measured: Measured, data: Mapping[str, Any]) -> list[str]:
        """Return a line for every figure that is missing or below its floor, and one if the data is not the same."""
        pinned = self._pinned.get(name)
        if pinned is None:
            return []
        lines = [] if pinned["data"] == data else [f"{name}: its floors were pinned on other data"]
        for system, figures in pinned["floors"].items():
            for figure, floor in figures.items():
                value = measured.get(system, {}).get(figure)
                if value is None or value < floor * (1 - TOLERANCE):
                    lines.append(f"{name}: {figure} of {system} is {value}, its floor is {floor}")
        return lines

    def pin(self, name: str, measured: Measured, data: Mapping[str, Any], *, lower: bool = False) -> None:
        """Raise the floors of the figures that are listed already; `lower` sets them to what was measured."""
        pinned = self._pinned[name]
        pinned["data"] = data
        for system, figures in pinned["floors"].items():
            for figure, floor in figures.items():
                value = round(measured[system][figure], 4)
                figures[figure] = value if lower else max(floor, value)
        text = json.dumps(self._pinned, indent=1, ensure_ascii=False, sort_keys=True)
        self._path.write_text(text + "\n", encoding="utf-8")
