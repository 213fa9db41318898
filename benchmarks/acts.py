"""What kind of saying an attribution is, against 431 cues labelled by hand after docs/acts.md.

Macro-F1 over statement, question, belief, intention, attitude and denial, on the half that the rules were tuned on
and on the half that they were not. Cues are gold, so nothing here depends on finding them. Baselines: always the most
frequent act, and the act of the last cue word alone, without form and negation. Half of the cues are our own
sentences, the other half are offsets into `polnear-dev` (`right in news`: their share of right answers); without that
file only the first half is measured.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.evaluation import read_items
from rashomon.extract.act import act_of
from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.lexicon import cue_of, lemma_of
from rashomon.model import Document, Parse, Span, Zone
from rashomon.parse import parse_document

LABELS = Path(__file__).parent / "data" / "acts.jsonl"
ARTICLES = "polnear-dev.jsonl.gz"
FILES = (ARTICLES,)
TARGETS = {"test macro F1": 85.0}


class Case(NamedTuple):
    """A cue in its context, with the act that a person gave it."""

    draft: Draft
    parse: Parse
    act: str
    half: str
    news: bool


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return macro-F1, and F1 by act on the test half, of our rules and of the baselines; all in percent."""
    cases = list(read_cases(data))
    frequent = Counter(c.act for c in cases if c.half == "tune").most_common(1)[0][0]
    systems: dict[str, Callable[[Case], str]] = {
        "rules": lambda c: act_of(c.draft, c.parse).act,
        "cue word alone": _word_alone,
        "most frequent": lambda c: frequent,
    }
    return {name: _figures(cases, guess) for name, guess in systems.items()}


def read_cases(data: Path) -> Iterator[Case]:
    """Yield the labelled cues in context; raises Absent without the articles that half of them stand in."""
    articles = {a["id"]: a for a in read_items(data / ARTICLES)}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if "text" in label:
            spans = {"content": [label["content"]], "cue": [label["cue"]]}
            yield Case(_draft(spans), _parse(label["text"]), label["act"], label["half"], news=False)
        else:
            article = articles[label["id"]]
            gold = next(a for a in article["attributions"] if label["cue"] in a["cue"])
            yield Case(_draft(gold), _parse(article["text"]), label["act"], label["half"], news=True)


def _draft(spans: dict[str, Any]) -> Draft:
    return Draft(content=tuple(Span(*s) for s in spans["content"]), cue=tuple(Span(*s) for s in spans["cue"]))


@cache
def _parse(text: str) -> Parse:
    document = Document(id="", text=text, ref="", text_sha256="", raw_sha256="", media_type="text/plain")
    parse: Parse = parse_document(document, [Zone(id="", by="", document="", span=Span(0, len(text)), kind="body")])[
        "parse"
    ]
    return parse


def _word_alone(case: Case) -> str:
    """Look up the last word of the cue that the lexicon knows."""
    act = "statement"
    for token, start in enumerate(case.parse.starts):
        if any(s.start <= start < s.end for s in case.draft.cue):
            cue = cue_of(lemma_of(case.parse, token), case.parse.pos[token])
            act = act if cue is None else cue.act
    return act


def _figures(cases: list[Case], guess: Callable[[Case], str]) -> dict[str, float]:
    figures = {}
    for half in ("test", "tune"):
        pairs = [(c.act, guess(c)) for c in cases if c.half == half]
        by_act = {act: _f1(pairs, act) for act in sorted({gold for gold, _ in pairs})}
        figures[f"{half} macro F1"] = round(sum(by_act.values()) / len(by_act), 1)
        if half == "test":
            figures.update({act: round(f1, 1) for act, f1 in by_act.items()})
            news = [c.act == guess(c) for c in cases if c.half == half and c.news]
            figures |= {
                "cues": len(pairs),
                **({"right in news": round(100 * sum(news) / len(news), 1)} if news else {}),
            }
    return figures


def _f1(pairs: list[tuple[str, str]], act: str) -> float:
    hits = sum(gold == act == got for gold, got in pairs)
    named = sum(gold == act for gold, _ in pairs) + sum(got == act for _, got in pairs)
    return 200 * hits / named if named else 0.0
