"""This installation -> what it is made of: its packages, and what they lean on, and its data files."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Literal, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from rashomon.data.manifest import shipped
from rashomon.show.supply.licence import licence_of

__all__ = ["OURS", "Part", "find_parts"]

OURS = "rashomon"
_MODELS = (".onnx",)


class Part(NamedTuple):
    """One thing that Rashomon is made of.

    `name` is a package's name, or a file's path in `rashomon/data`; `licence` as SPDX has it where that is known.
    `version` is empty for files, `sha256` for packages; `source` says what made a file, and from what; `needs` are the
    names of the packages that a package leans on.
    """

    name: str
    kind: Literal["package", "data", "model"]
    version: str
    licence: str
    source: str = ""
    sha256: str = ""
    needs: tuple[str, ...] = ()


def find_parts() -> list[Part]:
    """Return Rashomon itself, then the packages by name, then the files by name."""
    packages = {p.name: p for p in _packages()}
    ours = packages.pop(OURS)
    return [ours, *(packages[name] for name in sorted(packages)), *_files()]


def _packages() -> Iterator[Part]:
    """Yield Rashomon and all that it asks for, its extras included, as far as it is installed."""
    ours = distribution(OURS)
    waiting = [(OURS, frozenset(ours.metadata.get_all("Provides-Extra", [])))]
    found: dict[tuple[str, frozenset[str]], tuple[Distribution, list[Requirement]]] = {}
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        try:
            installed = distribution(key[0])
        except PackageNotFoundError:  # an extra that was left out
            continue
        needs = [need for need in map(Requirement, installed.requires or ()) if _applies(need, key[1])]
        found[key] = installed, needs
        waiting += [(canonicalize_name(need.name), frozenset(need.extras)) for need in needs]
    names = {name for name, _ in found}
    for name in names:
        asked = [value for key, value in found.items() if key[0] == name]
        installed = asked[0][0]
        leans_on = {canonicalize_name(need.name) for _, wanted in asked for need in wanted} & names
        yield Part(name, "package", installed.version, licence_of(installed.metadata), needs=tuple(sorted(leans_on)))


def _applies(need: Requirement, extras: frozenset[str]) -> bool:
    """Tell whether it is needed here: on this system, by this Python, with one of these extras or with none."""
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def _files() -> Iterator[Part]:
    for file in shipped():
        kind: Literal["data", "model"] = "model" if file.file.endswith(_MODELS) else "data"
        yield Part(file.file, kind, "", file.licence, f"{file.made_by}; {file.source}", file.sha256)
