"""What docs/import.md says can be read is what is read."""

from __future__ import annotations

import re
from pathlib import Path

from rashomon.read import KINDS
from rashomon.read.addresses import PORTS
from rashomon.read.feed import MAX_ENTRIES
from rashomon.read.fetch import RULES
from rashomon.read.fields import NAMES
from rashomon.read.mail import MAX_PARTS
from rashomon.read.pdf import MAX_PAGES

PAGE = (Path(__file__).parent.parent.parent / "docs" / "import.md").read_text("utf-8")


def test_the_page_names_every_kind_and_no_other() -> None:
    told = [name for line in PAGE.splitlines() if line.startswith("| ") for name in re.findall(r"`(\.\w+)`", line)]

    assert set(KINDS) == set(told)


def test_the_page_names_every_field_in_the_order_in_which_it_is_believed() -> None:
    rows = re.findall(r"^\| (\w+)(?: \(has to be there\))? \| ((?:`\w+`(?:, )?)+) \|$", PAGE, re.MULTILINE)

    assert {ours: tuple(re.findall(r"`(\w+)`", names)) for ours, names in rows} == NAMES


def test_the_page_names_the_limits() -> None:
    assert f"a feed {MAX_ENTRIES:,} entries" in PAGE
    assert f"a letter {MAX_PARTS:,} attachments" in PAGE
    assert f"a PDF {MAX_PAGES} pages" in PAGE
    assert f"ports {' and '.join(map(str, PORTS.values()))}" in PAGE
    assert (5, 30) == (RULES.redirects, RULES.seconds)
    assert "at most five redirects" in PAGE
    assert "30 seconds in all" in PAGE
