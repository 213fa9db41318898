"""Gates of wording, through the whole pipeline: names change nothing but names, quoted words are never the outlet's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import rashomon
from rashomon.model import Label, Voice
from rashomon.show.python import Pile

STORY = {
    "The Rinsa Gazette": """Harbour talks end without a deal

President Marta Kelviste said on Monday that the harbour would stay open. Kelviste insisted that the "cowardly regime"
of Oskar Lindholm had no plan.

Lindholm admitted that the talks had failed. The opposition leader claimed that Kelviste had lied about the money.

"We were robbed," Kelviste told reporters. Two officials said that Lindholm would appeal.
""",
    "The Oresk Post": """Lindholm walks out

Opposition leader Oskar Lindholm walked out of the harbour talks on Monday. Lindholm said that President Marta Kelviste
had broken her word.

Kelviste denied that she had promised anything. A spokesman for the harbour said that ships were sailing.
""",
}
# two people of one gender in the eyes of no rule: both names are as common in the tables of names
NAMES = {"Marta": "Ingrid", "Kelviste": "Lindqvist", "Oskar": "Anders", "Lindholm": "Karlsson"}
SWAPPED = {"Kelviste": "Lindholm", "Lindholm": "Kelviste"}


def written(names: dict[str, str]) -> dict[str, str]:
    pattern = re.compile("|".join(map(re.escape, names))) if names else re.compile("(?!)")
    return {outlet: pattern.sub(lambda m: names[m[0]], text) for outlet, text in STORY.items()}


def read(folder: Path, story: dict[str, str]) -> Pile:
    lines = [json.dumps({"id": outlet, "outlet": outlet, "text": text}) for outlet, text in story.items()]
    (folder / "story.jsonl").write_text("\n".join(lines))
    return rashomon.read(folder)


def shares(pile: Pile, names: dict[str, str]) -> list[tuple[object, ...]]:
    called = {e.id: e.name for e in pile.entities}
    return sorted(
        (v.outlet or "", v.per, v.kind, _renamed(called.get(v.speaker or "", ""), names), *_counts(v))
        for v in pile.voices
    )


def labels(pile: Pile, names: dict[str, str]) -> list[tuple[object, ...]]:
    called = {e.id: e.name for e in pile.entities}
    return sorted(
        (_renamed(called[one.entity], names), one.outlet or "", _renamed(one.words, names), one.form, *_counts(one))
        for one in pile.labels
    )


def _counts(record: Voice | Label) -> tuple[object, ...]:
    if isinstance(record, Label):
        return record.voice, record.count, record.of
    return record.attributions, record.of, record.words, record.of_words, tuple(sorted(record.manners.items()))


def _renamed(words: str, names: dict[str, str]) -> str:
    told = {**names, **{old.casefold(): new.casefold() for old, new in names.items()}}
    return re.sub("|".join(map(re.escape, told)), lambda m: told[m[0]], words) if told else words


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pile]:
    with read(tmp_path_factory.mktemp("story"), STORY) as found:
        yield found


@pytest.mark.parametrize("names", [NAMES, SWAPPED], ids=["other names", "each other's names"])
def test_other_names_change_nothing_but_names(pile: Pile, names: dict[str, str], tmp_path: Path) -> None:
    with read(tmp_path, written(names)) as renamed:
        assert shares(pile, names) == shares(renamed, {})
        assert labels(pile, names) == labels(renamed, {})


def test_words_in_quotation_marks_never_count_as_the_outlets(pile: Pile) -> None:
    found = {(one.words, one.voice) for one in pile.labels if "regime" in one.words}
    texts = {d.id: d.text for d in pile.documents}
    own = [p.span.of(texts[p.document]) for one in pile.labels if one.voice == "outlet" for p in one.passages]

    assert {voice for _, voice in found} <= {"quoted"}
    assert own
    assert not any("regime" in words or "We" in words for words in own)


def test_a_whole_article_in_quotation_marks_leaves_the_outlet_no_label(tmp_path: Path) -> None:
    lines = STORY["The Oresk Post"].replace('"', "").splitlines()
    quoted = "\n".join(f"“{line}”" if len(line) > 40 else line for line in lines)
    with read(tmp_path, {"The Oresk Post": quoted}) as found:
        body = quoted.index("“")
        own = [p for one in found.labels if one.voice == "outlet" for p in one.passages if p.span.start > body]

        assert found.labels
        assert own == []


def test_denominators_are_the_sums_of_their_shares(pile: Pile) -> None:
    voices: list[Voice] = pile.voices
    found: list[Label] = pile.labels
    for outlet in {v.outlet for v in voices}:
        for per in ("kind", "speaker"):
            own = [v for v in voices if (v.outlet, v.per) == (outlet, per)]
            assert {(sum(v.attributions for v in own), sum(v.words for v in own))} == {(v.of, v.of_words) for v in own}
    for one in found:
        same = [o for o in found if (o.entity, o.outlet, o.voice) == (one.entity, one.outlet, one.voice)]
        assert one.of == sum(o.count for o in same)
        assert one.count == len(one.passages)
