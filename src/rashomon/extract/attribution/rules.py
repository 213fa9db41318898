"""The parse of one article -> drafts of who says what, by rules one can read.

1. Quotations that are speech find the cue outside their marks (`quotes`).
2. Every word of the cue lexicon, in a frame that carries attributions more often than not, gives its clause,
   object or complement (`frames`, `lexicon`).
3. Contents do not nest: the outer one stands, quotations first. A content that cuts into a quotation takes all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.frames import Candidate, candidates
from rashomon.extract.attribution.lexicon import best_rate, lemma_of, rate
from rashomon.extract.attribution.quotes import Quote, Quotes
from rashomon.extract.attribution.syntax import Syntax
from rashomon.model import Document, Parse

__all__ = ["drafts_of_cues", "rules_spans"]

# frames below this rate are wrong more often than they are worth; chosen on the training articles
_MIN_RATE = 0.28
_THINGS = frozenset({"it", "that", "this", "there", "these", "those"})


def rules_spans(document: Document, parse: Parse) -> list[Draft]:
    """Return the attributions that the rules find, in text order of their contents."""
    syntax = Syntax(parse)
    quotes = Quotes(document.text, syntax)
    found = quotes.drafts()
    for score, candidate in _ranked(syntax, range(len(parse.words))):
        draft = _draft(syntax, candidate, score, quotes.all)
        if draft is not None and not any(_clash(draft, other) for other in found):
            found.append(draft)
    taken = [span for draft in found for span in draft.content]
    found += [d for d in quotes.drafts(covered=taken) if not any(_clash(d, other) for other in found)]
    return sorted(found, key=lambda d: (d.content, d.cue))


def drafts_of_cues(syntax: Syntax, tokens: Iterable[int]) -> Iterator[Draft]:
    """Yield what each cue among `tokens` makes an attribution of, also where one stands inside another."""
    for score, candidate in _ranked(syntax, tokens):
        draft = _draft(syntax, candidate, score, [])
        if draft is not None:
            yield draft


def _ranked(syntax: Syntax, tokens: Iterable[int]) -> Iterator[tuple[float, Candidate]]:
    """Yield what the lexicon lets through among `tokens`: long contents first, an inner one yields to the outer."""
    kept = []
    for token in tokens:
        lemma, pos = lemma_of(syntax.parse, token), syntax.parse.pos[token]
        if best_rate(lemma, pos) < _MIN_RATE:
            continue
        for candidate in candidates(syntax, token):
            score = rate(lemma, pos, candidate.frame) * _worth_of_source(syntax, candidate)
            if score >= _MIN_RATE:
                kept.append((score, candidate))
    yield from sorted(kept, key=lambda k: (-len(k[1].content), k[1].trigger))


def _worth_of_source(syntax: Syntax, candidate: Candidate) -> float:
    """Return how much less a candidate is worth whose source is missing, or is a thing rather than a speaker.

    On the training articles clauses without a source are right in 13 of 100, other contents in 47; with "it" or
    "that" for a source in 30, with a name in 80.
    """
    if not candidate.source:
        return 0.25 if candidate.frame in ("ccomp", "paren") else 0.7
    word = syntax.parse.words[candidate.source[-1]].lower()
    return 0.5 if len(candidate.source) == 1 and word in _THINGS else 1.0


def _draft(syntax: Syntax, candidate: Candidate, score: float, quotes: list[Quote]) -> Draft | None:
    """Return the spans of a candidate, no quotation cut in two; None where no word of the content is left."""
    content = set(candidate.content)
    for quote in quotes:
        marked = range(quote.first, quote.last + 1)
        if content.intersection(marked) and candidate.trigger not in marked:
            content.update(marked)
    content -= {*candidate.cue, *candidate.source}
    spans = syntax.spans(content)
    if not spans:
        return None
    return Draft(
        content=spans,
        source=syntax.spans(candidate.source),
        cue=syntax.spans(candidate.cue),
        score=round(score, 3),
        reason=f"{lemma_of(syntax.parse, candidate.trigger)}, {candidate.frame}",
    )


def _clash(draft: Draft, other: Draft) -> bool:
    """Tell whether two drafts want the same words: their contents overlap, or one's cue lies in the other's content."""
    wanted = [(a, b) for a in draft.content for b in (*other.content, *other.cue)]
    wanted += [(a, b) for a in draft.cue for b in other.content]
    return any(a.overlaps(b) for a, b in wanted)
