"""Everything that is read of the sample story, beside its hand-made truth.

Shares, 0..1. `metadata`: fields of the articles that are exact (a date to the day), null where null is true. `zones`:
hand-marked parts that come out as what they are; `furniture`: those of them that are furniture; `body kept`: words of
running text not taken for something else. Attributions by content (half of the words in common), PolNeAR's
conventions: `precision`, `recall`, `f1`; `source`: of those found, the sources that agree; `act` and `kind` likewise;
`speaker`: of those found, the speakers that are right; `wrong speaker`: those that are named and wrong. `dates`: F1 of
time expressions with the right value, `intervals`: of those, the share with the right days; `amounts`: F1 of value,
bound and counted thing; `names B3` and `merges`: see `benchmarks.sample_layers`; `events`, `+actor`, `+recipient`: F1,
and of those found, `realis` and `account`: see `benchmarks.sample_events`.
The baseline knows the declared fields alone, takes every line for body, takes equal names for one,
and every event for a fact that the article asserts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.matching import judge, pair, speaker_names, words
from benchmarks.sample_events import events, figures_of_events, nothing_known_of_events
from benchmarks.sample_layers import amounts, dates, identities, same_words
from benchmarks.truth import SAMPLE, ArticleTruth, Attributed, load_story, locate, names_of
from rashomon.model import Attribution, RawDocument, Span
from rashomon.pipeline import STAGES, STAGES_BY_RULES, Layers, Stage, read_article
from rashomon.read import read_inputs

__all__ = ["measure", "read_sample"]

Tally = Counter[str]
READABLE = ("body", "block_quote")


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures; `data` is not used, the sample story travels with the package."""
    return {
        "rashomon": figures(tally(read := read_sample())) | identities(read),
        "by rules": figures(tally(read_sample(STAGES_BY_RULES))),
        "nothing done": baseline() | same_words(read) | nothing_known_of_events(),
    }


def tally(read: Mapping[str, Layers]) -> Tally:
    """Count the hits in all articles, and what they are out of."""
    total: Tally = Counter()
    for ref, truth in load_story().articles.items():
        layers = read[ref]  # an article that is not read must not make the figures better
        total += metadata(truth, layers) + zones(truth, layers) + attributions(ref, layers)
        if not truth.same_body_as:
            total += dates(truth, layers) + amounts(truth, layers) + events(truth, layers)
    return total


def read_sample(stages: Sequence[Stage] = STAGES) -> dict[str, Layers]:
    """Read the sample story; returns the layers of its articles by the `ref` of the truth file."""
    read = (read_article(raw, stages) for raw in read_inputs([SAMPLE]) if isinstance(raw, RawDocument))
    return {Path(layers["document"].ref).stem: layers for layers in read if isinstance(layers, dict)}


def figures(total: Tally) -> dict[str, float]:
    """Return the shares of a tally of hits and of what they are out of."""
    precision = total["found true"] / max(total["found"], 1)
    recall = total["found true"] / total["true"]
    shares = {
        name: total[name] / max(total[f"of {name}"], 1) for name in ("metadata", "zones", "furniture", "body kept")
    }
    both = {
        name: total[name] / max(total["found true"], 1)
        for name in ("source", "act", "kind", "speaker", "wrong speaker")
    }
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    found = {name: f1_of(total, name) for name in ("dates", "amounts")}
    found["intervals"] = total["intervals"] / max(total["right dates"], 1)
    return shares | {"precision": precision, "recall": recall, "f1": f1} | both | found | figures_of_events(total)


def f1_of(total: Tally, name: str) -> float:
    """Return F1 of right ones among those that are true and those that were found."""
    return 2 * total[f"right {name}"] / max(total[f"true {name}"] + total[f"found {name}"], 1)


def metadata(truth: ArticleTruth, layers: Layers) -> Tally:
    """Count the fields that are as the truth has them."""
    tally: Tally = Counter()
    for field, true in truth.article.items():
        found = getattr(layers["article"], field)
        tally["of metadata"] += 1
        tally["metadata"] += same_field(field, found, true)
    return tally


def same_field(field: str, found: Any, true: Any) -> bool:
    """Tell whether a field is right: a date to the day, names whatever their case."""
    if found is None or true is None:
        return found is true
    if field == "published":
        return bool(found[:10] == true)
    if field == "byline":
        return [name.casefold() for name in found] == [name.casefold() for name in true]
    return str(found).casefold() == str(true).casefold()


def zones(truth: ArticleTruth, layers: Layers) -> Tally:
    """Count the hand-marked parts that came out as what they are, and the words of running text that were kept."""
    tally: Tally = Counter()
    text = layers["document"].text
    kinds = {at: zone.kind for zone in layers["zone"] for at in words(text, [zone.span])}
    marked: set[int] = set()
    for part in truth.zones:
        start = text.find(part.text)
        here = words(text, [Span(start, start + len(part.text))]) if start >= 0 else frozenset()
        marked |= here
        right = bool(here) and 2 * sum(kinds.get(at, "body") == part.kind for at in here) > len(here)
        for name in ("zones", "furniture") if part.kind == "furniture" else ("zones",):
            tally[f"of {name}"] += 1
            tally[name] += right
    running = set(words(text, [Span(0, len(text))]) - marked)
    if truth.absent:  # a web page: the zones above its text are not marked by hand
        running = {at for at in running if kinds.get(at) not in ("title", "byline", "dateline", "subhead")}
    tally["of body kept"] += len(running)
    tally["body kept"] += sum(kinds.get(at, "body") in READABLE for at in running)
    return tally


def attributions(ref: str, layers: Layers) -> Tally:
    """Count the attributions found, and of those what else is right of them."""
    story, text = load_story(), layers["document"].text
    true = story.body(ref).attributions
    places = [locate(item.passage, text) for item in true]
    found: Sequence[Attribution] = layers["attribution"]
    pairs = pair([words(text, at["k"]) for at in places], [words(text, item.content) for item in found])
    tally: Tally = Counter({"true": len(true), "found": len(found), "found true": len(pairs)})
    names = names_of(story, text)
    for i, j in pairs.items():
        tally["source"] += same_source(words(text, places[i].get("s", ())), words(text, found[j].source))
        tally["act"] += true[i].act == found[j].act
        tally["kind"] += true[i].kind == found[j].kind
        verdict = judge(speaker_names(found[j].speaker, layers["entity"]), true_names(true[i], places[i], text, names))
        tally["speaker"] += verdict == "right"
        tally["wrong speaker"] += verdict == "wrong"
    return tally


def same_source(true: frozenset[int], found: frozenset[int]) -> bool:
    """Tell whether two sources share a word, or are both absent."""
    return bool(true & found) or not (true or found)


def true_names(
    item: Attributed, place: Mapping[str, tuple[Span, ...]], text: str, names: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Return the names that are right for a speaker.

    Who has a name must be found by it: "the minister" is not enough. For the others, such as "two officials", the
    words of the source are right too.
    """
    if item.speaker is None:
        return frozenset()
    if item.speaker[0].isupper():
        return names[item.speaker]
    sources = {span.of(text).strip(" ,") for span in place.get("s", ())}
    return names[item.speaker] | {source for source in sources if len(source.split()) > 1}


def baseline() -> dict[str, float]:
    """Return the figures of doing nothing: no zones but body, and of the metadata what a JSON line declares."""
    total: Tally = Counter()
    for truth in load_story().articles.values():
        declared = truth.file.endswith(".jsonl")
        fields = {"outlet", "title", "byline", "published", "url"} if declared else set()
        total["of metadata"] += len(truth.article)
        total["metadata"] += sum(name in fields or value in (None, []) for name, value in truth.article.items())
    return {"metadata": total["metadata"] / total["of metadata"], "zones": 0.0, "furniture": 0.0, "body kept": 1.0}
