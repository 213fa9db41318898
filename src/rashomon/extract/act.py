"""One attribution as spans -> what kind of saying it is, and the word that decided (definitions in docs/acts.md)."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.lexicon import Cue, cue_of, lemma_of
from rashomon.model import Act, Parse, Span

__all__ = ["Kind", "act_of"]

_NEGATIONS = frozenset({"not", "n't", "never", "no", "without", "neither", "nor", "hardly"})
_CONTENT_WORDS = ("VERB", "NOUN", "ADJ", "PROPN", "AUX")
_ASKING = frozenset({"whether", "if", "who", "what", "when", "where", "why", "how", "which"})
# an infinitive makes these acts what somebody means to do; those not named here stay what they are
_ACTS: dict[str, Act] = {a: a for a in ("statement", "question", "belief", "intention", "attitude", "denial")}


class Kind(NamedTuple):
    """The act and the words that decided, for a person to check."""

    act: Act
    reason: str


def act_of(draft: Draft, parse: Parse) -> Kind:
    """Return the kind of saying; without a cue that the lexicon knows it is a statement."""
    # 1. the words of the cue   2. a question by its form   3. the head of the cue   4. negation turns it
    tokens = [t for span in draft.cue for t in _tokens(parse, span)]
    known = [(t, cue) for t in tokens if (cue := _known(parse, t)) is not None]
    if not known:
        return Kind("statement", "no cue word of the lexicon")
    head, cue = _head(parse, known)
    act = _ACTS[cue.infinitive if _is_infinitive(draft, parse) else cue.act]
    word = parse.words[head].lower()
    if act == "statement" and _asks(draft, parse, word):
        return Kind("question", f"{word}, and a question")
    negation = next((t for t in tokens if parse.words[t].lower() in _NEGATIONS), None)
    if negation is None:
        return Kind(act, word)
    turned: Act = "denial" if act == "statement" else "statement" if act == "denial" else act
    return Kind(turned, f"{parse.words[negation].lower()} {word}")


def _tokens(parse: Parse, span: Span) -> range:
    """Return the tokens that start inside `span`."""
    return range(bisect_left(parse.starts, span.start), bisect_left(parse.starts, span.end))


def _known(parse: Parse, token: int) -> Cue | None:
    if parse.pos[token] not in _CONTENT_WORDS:
        return None
    return cue_of(lemma_of(parse, token), parse.pos[token])


def _head(parse: Parse, known: list[tuple[int, Cue]]) -> tuple[int, Cue]:
    """Return the word that decides: one that says no, else the last verb that says how, else the last word."""
    for token, cue in known:
        if cue.act == "denial":
            return token, cue
    telling = [k for k in known if k[1].act != "statement"]
    return (telling or known)[-1]


def _is_infinitive(draft: Draft, parse: Parse) -> bool:
    """Tell whether the content is what somebody is to do: "to leave", "the allies to leave"."""
    first = _tokens(parse, draft.content[0])
    return any(
        parse.words[t].lower() == "to" and parse.tag[t] == "TO" and parse.pos[parse.head[t]] in ("VERB", "AUX")
        and not any(parse.tag[u] in ("VBD", "VBZ", "VBP", "MD") for u in first if u < t)
        for t in first[:12]
    )  # fmt: skip


def _asks(draft: Draft, parse: Parse, word: str) -> bool:
    return False
