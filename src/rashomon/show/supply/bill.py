"""What Rashomon is made of -> a bill of materials (SBOM) in CycloneDX 1.6: the same parts give the same bytes."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rashomon.show.supply.licence import UNKNOWN, is_spdx
from rashomon.show.supply.parts import OURS, Part

__all__ = ["make_bill"]

# a bill has a name by which others can point at it; ours is made of what stands in it (RFC 9562, version 5)
_NAMES = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
_TYPES = {"package": "library", "data": "data", "model": "machine-learning-model"}


def make_bill(parts: Sequence[Part], environment: Mapping[str, str] = os.environ) -> str:
    """Return the bill as JSON; without a time, unless SOURCE_DATE_EPOCH (in seconds) says which."""
    ours = next(part for part in parts if part.name == OURS)
    others = [part for part in parts if part is not ours]
    metadata: dict[str, Any] = {"component": {**_component(ours), "type": "application"}}
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        metadata = {"timestamp": datetime.fromtimestamp(int(epoch), UTC).isoformat(), **metadata}
    body = {
        "metadata": metadata,
        "components": [_component(part) for part in others],
        "dependencies": _dependencies(ours, others),
    }
    name = uuid.uuid5(_NAMES, json.dumps(body, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{name}", "version": 1}
    return json.dumps({**head, **body}, indent=1, ensure_ascii=False) + "\n"


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {"type": _TYPES[part.kind], "bom-ref": _ref(part), "name": part.name}
    if part.kind == "package":
        component |= {"version": part.version, "purl": _ref(part)}
    else:
        component |= {"description": part.source, "hashes": [{"alg": "SHA-256", "content": part.sha256}]}
    if part.licence != UNKNOWN:
        component["licenses"] = [
            {"expression": part.licence} if is_spdx(part.licence) else {"license": {"name": part.licence}}
        ]
    return component


def _ref(part: Part) -> str:
    """Return by what others point at it: for a package its address among all of PyPI (purl)."""
    return f"pkg:pypi/{part.name}@{part.version}" if part.kind == "package" else f"rashomon/data/{part.name}"


def _dependencies(ours: Part, others: Sequence[Part]) -> list[dict[str, Any]]:
    packages = {part.name: part for part in (ours, *others) if part.kind == "package"}
    files = [_ref(part) for part in others if part.kind != "package"]
    return [
        {"ref": _ref(part), "dependsOn": [_ref(packages[n]) for n in part.needs] + (files if part is ours else [])}
        for part in packages.values()
    ]
