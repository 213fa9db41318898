"""Who copied whom: republished articles and shared passages of `reuse-dev`, news copied, trimmed and rewritten.

Articles are cleaned and then compared as the product does it, with what is known of their outlets and days. `documents`
are pairs of articles labelled as one text, `passages` characters on both sides of all pairs; `plagdet` is PAN's figure:
the F1 of passages over log2(1 + granularity), granularity being how many detections a passage falls into. The half
`tuned` was looked at while constants were set, of `unseen` little but the scores (thirty passages that the key does not
list were drawn from both); they share no original. One original is in the data twice, and the key has copies of the one
as unlike the other's: `twins aside` leaves out what is found between texts whose originals differ and have the same
title. `ms a text` is processor time from cleaned text to passages.

`heavy`, `ocr` and so on are pairs in which one text is of that kind: how many of them are found, how many of the
republished ones as such, and which share of their passages' characters. No public set of rewrites by people was found;
`heavy` is a machine's word by word, which is harder on letters and easier on order than what an editor does.

Baselines and peers: articles that share half of the word 8-grams of the shorter, and the runs of words in them; MinHash
of word 3-grams with datasketch's own search (128 permutations, the best of five thresholds; documents only, and left
out where it is not installed). passim 2 was measured once on the same data with each text padded, since it drops copies
that start at the top of a text; it is quoted, not run.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import time
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from benchmarks.evaluation import Item, load_scorer, read_items
from rashomon.clean import clean_document
from rashomon.link.reuse import find_reuse
from rashomon.model import Declared, RawDocument, Span
from rashomon.profiles import Holder

DOCUMENTS, PAIRS, PASSAGES = FILES = tuple(f"reuse-dev-{part}.jsonl.gz" for part in ("docs", "pairs", "align"))
TARGETS = {"documents F1": 98.5, "passages F1": 97.0, "plagdet": 93.0}
TUNED, UNSEEN = "tuned", "unseen"
KINDS = ("verbatim", "trim", "reorder", "headline", "light", "heavy", "ocr", "lift", "quote_only")
PASSIM = {"documents F1": 98.6, "passages F1": 94.8, "plagdet": 92.2}

Row = dict[str, float]
Pair = tuple[str, str]


class Gold(NamedTuple):
    """The key: pairs with their labels, passages, and the original of each document with its title."""

    scorer: ModuleType
    pairs: list[Item]
    passages: list[Item]
    originals: dict[str, tuple[str, str]]


def measure(data: Path) -> dict[str, Row]:
    """Return the figures, in percent, of our reuse, of baselines and peers; raises Absent without the data."""
    documents = read_items(data / DOCUMENTS)
    pairs, passages = read_items(data / PAIRS), read_items(data / PASSAGES)
    gold = Gold(load_scorer(data, "score_reuse"), pairs, passages, _originals(documents))
    ours, seconds = _ours(documents)
    no_twins = [row for row in ours if not _are_twins(gold, row)]
    rows = {
        "ours": _figures(gold, ours) | {"ms a text": round(1000 * seconds / len(documents), 1)},
        "ours, twins aside": _figures(gold, no_twins),
    }
    for half in (TUNED, UNSEEN):
        part = gold._replace(pairs=_in_half(gold, half, pairs), passages=_in_half(gold, half, passages))
        rows[f"ours, {half}, twins aside"] = _figures(part, _in_half(gold, half, no_twins))
    rows["shared word 8-grams"] = _figures(gold, _by_word_grams(documents))
    if importlib.util.find_spec("datasketch"):
        rows["datasketch MinHash"] = _best_by_minhash(gold, documents)
    else:
        print("datasketch is not installed: its row is left out")
    rows["passim 2, padded (measured by others)"] = PASSIM
    return rows | {kind: _of_kind(gold, ours, kind) for kind in KINDS}


def _ours(documents: Sequence[Item]) -> tuple[list[Item], float]:
    """Return the passages that the product finds, as the scorer reads them, and the seconds that it took."""
    layers = {d["id"]: _clean(d) for d in documents}
    texts = {key: found["document"].text for key, found in layers.items()}
    aside = {key: [z.span for z in found["zone"] if z.kind == "furniture"] for key, found in layers.items()}
    holders = {key: Holder(key, f["article"].outlet, f["article"].published) for key, f in layers.items()}
    start = time.process_time()
    found = find_reuse(texts, aside, holders)
    seconds = time.process_time() - start
    return [_row(pair, p.a, p.b, c.kind) for pair, c in found.items() for p in c.passages], seconds


def _clean(item: Item) -> dict[str, Any]:
    declared = Declared(title=item.get("title"), outlet=item.get("source"), date=item.get("date") or None)
    raw = RawDocument(
        ref=item["id"], content=item["text"].encode(), media_type="text/plain", charset="utf-8", declared=declared
    )
    return clean_document(raw)


def _row(pair: Pair, a: Span, b: Span, kind: str) -> Item:
    return {
        "a": pair[0],
        "b": pair[1],
        "a_begin": a.start,
        "a_end": a.end,
        "b_begin": b.start,
        "b_end": b.end,
        "kind": kind,
    }


def _originals(documents: Sequence[Item]) -> dict[str, tuple[str, str]]:
    """Return for each document the id and the title of what it was made from, perhaps over several copies."""
    made_from = {d["id"]: d["parent"] for d in documents if d.get("parent")}
    titles = {d["id"]: d.get("title") or d["id"] for d in documents}

    def original(key: str) -> str:
        return original(made_from[key]) if made_from.get(key) in titles else key

    return {key: (original(key), titles[original(key)]) for key in titles}


def _are_twins(gold: Gold, row: Item) -> bool:
    (first, title), (second, other) = gold.originals[row["a"]], gold.originals[row["b"]]
    return first != second and title == other


def _in_half(gold: Gold, half: str, rows: Sequence[Item]) -> list[Item]:
    """Return the rows about two documents of a half."""
    return [row for row in rows if half == _half(gold, row["a"]) == _half(gold, row["b"])]


def _half(gold: Gold, document: str) -> str:
    # the last part of an original's id is made of its title, so that twins are in one half
    return (TUNED, UNSEEN)[zlib.crc32(gold.originals[document][0].split("_")[-1].encode()) % 2]


def _pair(row: Item) -> Pair:
    first, second = sorted((row["a"], row["b"]))
    return first, second


def _figures(gold: Gold, found: Sequence[Item]) -> Row:
    scores = gold.scorer.score(gold.pairs, gold.passages, found)
    row = {
        f"{what} {name}": round(100 * scores[what][key], 1)
        for what in ("documents", "passages")
        for name, key in (("F1", "f1"), ("P", "p"), ("R", "r"))
    }
    return row | {"plagdet": round(100 * scores["plagdet"], 1), "granularity": scores["granularity"]}


def _of_kind(gold: Gold, found: Sequence[Item], kind: str) -> Row:
    """Return how much is found of the pairs in which a text is of this kind."""
    listed = {_pair(row): row["label"] for row in gold.pairs if kind in row["kinds"]}
    kinds = {_pair(row): row["kind"] for row in found}
    republished = [pair for pair, label in listed.items() if label == "republication"]
    passages = [row for row in gold.passages if _pair(row) in listed]
    mine = [row for row in found if _pair(row) in listed]
    row = {
        "pairs": len(listed),
        "found": round(100 * sum(pair in kinds for pair in listed) / len(listed), 1),
        "passages R": round(100 * gold.scorer.score([], passages, mine)["passages"]["r"], 1),
    }
    if republished:
        as_such = sum(kinds.get(pair) == "republication" for pair in republished)
        row["documents R"] = round(100 * as_such / len(republished), 1)
    return row


# words a gram, and the share of the shorter text's grams that two copies share
GRAM = 8
COPIED = 0.5


def _by_word_grams(documents: Sequence[Item]) -> list[Item]:
    """Return the runs of words that two texts share, a pair of texts that share half of them being one text."""
    words = {d["id"]: [(m[0].lower(), Span(*m.span())) for m in re.finditer(r"\w+", d["text"])] for d in documents}
    grams = {
        key: [tuple(w for w, _ in some[i : i + GRAM]) for i in range(len(some) - GRAM + 1)]
        for key, some in words.items()
    }
    held: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, some in sorted(grams.items()):
        for gram in set(some):
            held[gram].append(key)
    pairs = {(a, b) for keys in held.values() for i, a in enumerate(keys) for b in keys[i + 1 :]}
    rows = []
    for a, b in sorted(pairs):
        common = set(grams[a]) & set(grams[b])
        copied = len(common) >= COPIED * min(len(set(grams[a])), len(set(grams[b])))
        rows += [_row((a, b), x, y, "republication" if copied else "partial") for x, y in _runs(words, grams, a, b)]
    return rows


def _runs(
    words: Mapping[str, Sequence[tuple[str, Span]]], grams: Mapping[str, Sequence[tuple[str, ...]]], a: str, b: str
) -> list[tuple[Span, Span]]:
    """Return the longest runs of equal grams, each gram of `b` taken where it first stands."""
    at = {gram: i for i, gram in reversed(list(enumerate(grams[b])))}
    runs: list[list[int]] = []
    for i, gram in enumerate(grams[a]):
        j = at.get(gram)
        if j is None:
            continue
        if runs and i == runs[-1][0] + runs[-1][2] and j == runs[-1][1] + runs[-1][2]:
            runs[-1][2] += 1
        else:
            runs.append([i, j, 1])

    def span(key: str, first: int, count: int) -> Span:
        return Span(words[key][first][1].start, words[key][first + count + GRAM - 2][1].end)

    return [(span(a, i, n), span(b, j, n)) for i, j, n in runs]


def _best_by_minhash(gold: Gold, documents: Sequence[Item]) -> Row:
    """Return the figures of documents at the threshold of Jaccard likeness that suits the key best."""
    datasketch = importlib.import_module("datasketch")
    sketches = {d["id"]: datasketch.MinHash(num_perm=128) for d in documents}
    for d in documents:
        words = re.findall(r"\w+", d["text"].lower())
        sketches[d["id"]].update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
    tries = [_figures(gold, _by_minhash(datasketch, sketches, threshold)) for threshold in (0.1, 0.2, 0.3, 0.4, 0.5)]
    best = max(tries, key=lambda row: row["documents F1"])
    return {figure: value for figure, value in best.items() if figure.startswith("documents")}


def _by_minhash(datasketch: ModuleType, sketches: Mapping[str, Any], threshold: float) -> list[Item]:
    index = datasketch.MinHashLSH(threshold=threshold, num_perm=128)
    for key, sketch in sketches.items():
        index.insert(key, sketch)
    near = {(min(a, b), max(a, b)) for a, sketch in sketches.items() for b in index.query(sketch) if a != b}
    pairs = [(a, b) for a, b in sorted(near) if sketches[a].jaccard(sketches[b]) >= threshold]
    return [_row(pair, Span(0, 1), Span(0, 1), "republication") for pair in pairs]
