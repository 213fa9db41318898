"""The lock files agree with pyproject.toml and with what is installed here, and no licence among them binds ours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from rashomon.show.supply.licence import licence_of

ROOT = Path(__file__).parents[2]
RUN, DEV = ROOT / "lock" / "run.txt", ROOT / "lock" / "dev.txt"
TESTED = ROOT / "src" / "rashomon" / "data" / "tested.txt"
PIN = re.compile(r"^([a-z0-9-]+)==([^ \n]+)(?: ; .*?)?(?: \\)?$", re.MULTILINE)
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# free to use beside our code, but whoever changes them has to publish how: none is needed to run Rashomon
LESSER = {
    "psycopg": "the extra `postgres`, used as it is",
    "psycopg-binary": "the extra `postgres`, used as it is",
    "python-stdnum": "followthemoney's, which only tests use",
}
# of other systems than this may be; their licences were looked up by hand
ELSEWHERE = {"colorama": "BSD-3-Clause", "pywin32": "PSF-2.0", "httpx2-jsfetch": "BSD-3-Clause"}


def pins(path: Path) -> dict[str, set[Version]]:
    found: dict[str, set[Version]] = {}
    for name, version in PIN.findall(path.read_text("utf-8")):
        found.setdefault(name, set()).add(Version(version))
    return found


def in_group(name: str) -> Iterator[str]:
    for line in PROJECT["dependency-groups"][name]:
        yield from in_group(line["include-group"]) if isinstance(line, dict) else [line]


NEEDED = PROJECT["project"]["dependencies"]
OPTIONAL = [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (RUN, [*NEEDED, *in_group("build")]),
        (DEV, [*NEEDED, *OPTIONAL, *in_group("dev")]),
        (TESTED, [*NEEDED, *OPTIONAL]),
    ],
    ids=["run", "dev", "tested"],
)
def test_what_the_project_asks_for_is_locked_in_a_version_that_it_allows(path: Path, asked: list[str]) -> None:
    locked = pins(path)
    needs = [Requirement(line) for line in asked]

    wrong = [
        str(need)
        for need in needs
        if not any(need.specifier.contains(v, prereleases=True) for v in locked.get(canonicalize_name(need.name), ()))
    ]

    assert not wrong, "run: make lock"


def test_the_three_agree() -> None:
    dev = pins(DEV)

    assert {name: dev[name] for name in pins(RUN)} == pins(RUN)
    assert {name: dev[name] for name in pins(TESTED)} == pins(TESTED)


@pytest.mark.parametrize("path", [RUN, DEV], ids=["run", "dev"])
def test_every_package_has_digests_and_no_line_names_a_host(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    first = [n for n, line in enumerate(lines) if PIN.match(line)]

    assert len(first) > 80
    assert all(line.startswith(("    --hash=sha256:", "    #")) or PIN.match(line) for line in lines)
    assert all("--hash=sha256:" in lines[n + 1] for n in first)
    assert not [line for line in lines if "://" in line or "index-url" in line]


def test_what_a_locked_package_needs_here_is_locked() -> None:
    locked = pins(DEV)
    lacking = {
        (name, need.name)
        for name in locked.keys() - {"rashomon"}
        for need in map(Requirement, requires(name))
        if (need.marker is None or need.marker.evaluate({"extra": ""})) and canonicalize_name(need.name) not in locked
    }

    assert not lacking


def requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def test_no_licence_asks_for_ours_to_be_another() -> None:
    strict = {name: licence for name, licence in licences() if binds(licence, r"(?<!L)GPL|General Public License v")}
    lesser = {name for name, licence in licences() if binds(licence, r"LGPL|Lesser General")}

    assert {} == strict
    assert lesser <= set(LESSER)
    assert not lesser & pins(RUN).keys()


def licences() -> Iterator[tuple[str, str]]:
    for name in pins(DEV):
        try:
            yield name, licence_of(distribution(name).metadata)
        except PackageNotFoundError:
            yield name, ELSEWHERE[name]


def binds(licence: str, kind: str) -> bool:
    """Tell whether there is no choice but a licence of this kind."""
    return all(re.search(kind, choice) for choice in licence.split(" OR "))
