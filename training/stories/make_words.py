"""Frequencies of English words -> what it tells that an article has a word (`src/rashomon/data/stories/words.tsv`).

pip install wordfreq==3.1.1 && python training/stories/make_words.py

A word of frequency p stands in an article of LENGTH words with a probability of 1 - exp(-p LENGTH), as if words fell
independently; the nats of that are its rarity. Words as rare as those that the table lacks are left out.
"""

from __future__ import annotations

import importlib
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from rashomon.link.story.bags import RAREST

TABLE = Path(__file__).parent.parent.parent / "src/rashomon/data/stories/words.tsv"
# words of a middling article
LENGTH = 400
HEAD = """\
# How rare English words are in articles, in nats; a word that is not here is rarer than all that are.
# licence: CC BY-SA 4.0; from the frequencies of wordfreq 3.1.1 (see NOTICE.md); made by training/stories/make_words.py
# columns: word in lower case, nats
"""


def rarities() -> Iterator[tuple[str, float]]:
    """Yield the words that are not rare, with what each tells."""
    frequencies: dict[str, float] = importlib.import_module("wordfreq").get_frequency_dict("en", wordlist="large")
    for word, frequency in frequencies.items():
        rarity = round(-math.log(-math.expm1(-frequency * LENGTH)), 1)
        if re.fullmatch(r"[^\W\d][\w'-]+", word) and rarity < RAREST:
            yield word, rarity


def main() -> int:
    """Write the table."""
    rows = sorted(rarities())
    TABLE.write_text(HEAD + "".join(f"{word}\t{rarity}\n" for word, rarity in rows), encoding="utf-8")
    print(f"{len(rows)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
