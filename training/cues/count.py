"""Articles with gold attributions -> the cue lexicon: how often each word, in each frame, carries an attribution.

    python -m training.cues.count [../shared/data/polnear-train.jsonl.gz]

Every candidate of `extract.attribution.frames` is compared with the gold of PolNeAR (Newell et al. 2018): it is a hit
when it shares at least half of its words with a gold content and agrees on the source. Only counts leave this
script, never text. Frames that are seldom hits are left out; what a cue stands for comes from `acts.tsv`.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from rashomon.extract.attribution.frames import candidates
from rashomon.extract.attribution.lexicon import lemma_of
from rashomon.extract.attribution.quotes import verbs_beside
from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Document, Parse, Span, Zone
from rashomon.parse import parse_document

HERE = Path(__file__).parent
DATA = Path("../shared/data/polnear-train.jsonl.gz")
OUT = Path("src/rashomon/data/attribution/cues.tsv")
# a frame is kept when its smoothed rate is at least this; rules.py asks for more, benchmarks may try less
MIN_RATE = 0.2
HEADER = """\
# Cue words: which words carry attributions, in which frames, and how often.
# lemma, part of speech, act by itself, act with an infinitive content, tone, frames as name=hits/seen
# Made by training/cues/count.py: counts from the training part of PolNeAR (Newell, Margolin and Ruths 2018), figures
# only; acts and tones from training/cues/acts.tsv, by judgement after docs/acts.md.
# Lemmas are those of spaCy's small English model. Apache-2.0, the Rashomon authors.
"""

Key = tuple[str, str]


class Kind(NamedTuple):
    """What a cue word stands for."""

    act: str
    infinitive: str
    tone: str


def main() -> None:
    """Count and write the lexicon."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    scorer = _scorer(data.parent.parent / "score" / "score_attribution.py")
    hits: Counter[tuple[str, str, str]] = Counter()
    seen: Counter[tuple[str, str, str]] = Counter()
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for line in lines:
            _count(json.loads(line), scorer, hits, seen)
    OUT.write_text(HEADER + "\n".join(_rows(hits, seen)) + "\n", encoding="utf-8")


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _parse(item: dict[str, Any]) -> Parse:
    text = item["text"]
    document = Document(
        id=item["id"], text=text, ref=item["id"], text_sha256="", raw_sha256="", media_type="text/plain"
    )
    body = Zone(id="", by="", document=document.id, span=Span(0, len(text)), kind="body")
    parse: Parse = parse_document(document, [body])["parse"]
    return parse


def _count(item: dict[str, Any], scorer: ModuleType, hits: Counter[Any], seen: Counter[Any]) -> None:
    count_article(item, _parse(item), scorer, hits, seen)


def count_article(
    item: dict[str, Any], parse: Parse, scorer: ModuleType, hits: Counter[Any], seen: Counter[Any]
) -> None:
    """Add the frames of one article, and the verbs that introduce its quotations, to the counts."""
    article = scorer.Article(item["text"], item["discard"])
    gold = article.attributions(item["attributions"])
    at: dict[int, list[int]] = defaultdict(list)
    for k, attribution in enumerate(gold):
        for word in attribution["content"]:
            at[word].append(k)
    syntax = Syntax(parse)
    for token in range(len(parse.words)):
        for candidate in candidates(syntax, token):
            spans = {
                role: [[s.start, s.end] for s in syntax.spans(getattr(candidate, role))]
                for role in ("content", "source")
            }
            predicted = article.attributions([spans])
            if predicted:
                near = {k for word in predicted[0]["content"] for k in at[word]}
                key = (lemma_of(parse, token), _pos(parse.pos[token]), candidate.frame)
                seen[key] += 1
                hits[key] += any(scorer.RULES["attribution"](gold[k], predicted[0]) for k in near)
    for verb, is_cue in _quoting_verbs(item, parse):
        hits[verb, "VERB", "quote"] += is_cue
        seen[verb, "VERB", "quote"] += 1


def _pos(pos: str) -> str:
    return {"AUX": "VERB", "PROPN": "NOUN", "ADV": "ADP", "SCONJ": "ADP"}.get(pos, pos)


def _quoting_verbs(item: dict[str, Any], parse: Parse) -> Iterator[tuple[str, bool]]:
    """Yield the verbs beside quotations, and whether each is in the cue of an attribution that holds the quotation."""
    for quote, verbs in verbs_beside(item["text"], Syntax(parse)):
        outer = parse.quotations[quote.number].outer
        cues = [
            span
            for attribution in item["attributions"]
            if any(a < outer.end and outer.start < b for a, b in attribution["content"])
            for span in attribution["cue"]
        ]
        for token in verbs:
            yield lemma_of(parse, token), any(a <= parse.starts[token] < b for a, b in cues)


def _rows(hits: Counter[Any], seen: Counter[Any]) -> list[str]:
    kinds = _kinds()
    frames: dict[Key, list[str]] = defaultdict(list)
    for (lemma, pos, frame), n in sorted(seen.items()):
        h = hits[lemma, pos, frame]
        if h and lemma.isalpha() and (h + 0.3) / (n + 2) >= MIN_RATE:
            frames[lemma, pos].append(f"{frame}={h}/{n}")
    rows = []
    for key in sorted({*frames, *kinds}):
        kind = kinds.get(key, Kind("statement", "-", "neutral"))
        rows.append("\t".join((*key, *kind, " ".join(frames[key]))))
    return rows


def _kinds() -> dict[Key, Kind]:
    kinds: dict[Key, Kind] = {}
    for line in (HERE / "acts.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            act, infinitive, tone, pos, lemmas = line.split("\t")
            for lemma in lemmas.split():
                # the first line that names a word decides, except that a tone may be added to a plain statement
                plain = kinds.get((lemma, pos))
                if plain is None or (plain.act == act == "statement" and plain.tone == "neutral"):
                    kinds[lemma, pos] = Kind(
                        act, infinitive if plain is None else max(plain.infinitive, infinitive), tone
                    )
    return kinds


if __name__ == "__main__":
    main()
