"""One attribution as spans -> what kind of saying it is, and the words that decided (definitions in docs/acts.md)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.extract.attribution.draft import Draft
from rashomon.extract.attribution.lexicon import Cue, cue_of, lemma_of
from rashomon.model import Act, Parse, Span

__all__ = ["Kind", "act_of"]

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "without"})
_ASKING = frozenset({"whether", "if", "who", "what", "when", "where", "why", "how", "which"})
_WANTING = frozenset({"want", "seek", "demand", "like", "need"})
# how far before its verb a subject that negates may stand, in tokens
_SUBJECT_REACH = 12
# verbs such as "scold" and "praise" are attitudes towards a thing, and statements when they bring the very words
_STANCES = frozenset({"blaming", "praising"})


class Kind(NamedTuple):
    """The act and the words that decided, for a person to check."""

    act: Act
    reason: str


class _Word(NamedTuple):
    """A word of the cue that the lexicon knows; `text` as it stands, with its particle."""

    token: int
    text: str
    cue: Cue


def act_of(draft: Draft, parse: Parse) -> Kind:
    """Return the kind of saying; without a cue that the lexicon knows it is a statement."""
    # 1. the words of the cue   2. the one that decides   3. the form of the content   4. negation
    tokens = [t for span in draft.cue for t in _tokens(parse, span)]
    words = [w for t in tokens if (w := _known(parse, t, tokens)) is not None]
    if not words:
        return Kind("statement", "no cue word of the lexicon")
    word = _deciding(words)
    content = [t for span in draft.content for t in _tokens(parse, span)]
    act, reason = _by_form(word, words, content, parse)
    negation = _negation(parse, word.token, tokens)
    if negation is None or act not in ("statement", "denial"):
        return Kind(act, reason)
    return Kind("denial" if act == "statement" else "statement", f"{negation} … {reason}")


def _tokens(parse: Parse, span: Span) -> range:
    """Return the tokens that start inside `span`."""
    return range(bisect_left(parse.starts, span.start), bisect_left(parse.starts, span.end))


def _known(parse: Parse, token: int, tokens: Sequence[int]) -> _Word | None:
    """Look a word up: with a particle or preposition of the cue behind it, alone, or as a participle."""
    lemma, pos, text = lemma_of(parse, token), parse.pos[token], parse.words[token].lower()
    if pos not in ("VERB", "NOUN", "ADJ", "PROPN", "AUX"):
        return None
    for after in tokens:
        if after > token and (cue := cue_of(f"{lemma}_{parse.words[after].lower()}", pos)) is not None:
            return _Word(token, f"{text} {parse.words[after].lower()}", cue)
    cue = cue_of(text, "ADJ") if parse.tag[token] == "VBN" else None
    cue = cue or cue_of(lemma, pos)
    return None if cue is None else _Word(token, text, cue)


def _deciding(words: Sequence[_Word]) -> _Word:
    """Return the word that says no; else the last that says more than that something was said; else the last."""
    saying_no = [w for w in words if w.cue.act == "denial"]
    telling = [w for w in words if w.cue.act != "statement"]
    return saying_no[0] if saying_no else (telling or words)[-1]


def _by_form(word: _Word, words: Sequence[_Word], content: Sequence[int], parse: Parse) -> tuple[Act, str]:
    """Let the form of the content decide where the cue leaves it open."""
    first = next((parse.words[t].lower() for t in content if any(c.isalpha() for c in parse.words[t])), "")
    act = word.cue.act
    if act in ("belief", "intention") and first in _ASKING and any(lemma_of(parse, w.token) in _WANTING for w in words):
        return "question", f"{words[0].text} … {word.text} + {first}"
    if word.cue.infinitive != act and _is_infinitive(content, parse):
        return word.cue.infinitive, f"{word.text} + infinitive"
    if act == "attitude" and word.cue.tone in _STANCES and _is_speech(content, first, parse):
        return "statement", f"{word.text} + the words said"
    return act, word.text


def _is_infinitive(content: Sequence[int], parse: Parse) -> bool:
    """Tell whether the verb that governs the content stands with "to": "to leave", "the allies to leave"."""
    inside = set(content)
    tops = {t for t in content if parse.head[t] not in inside or parse.head[t] == t}
    return any(parse.tag[t] == "TO" and parse.dep[t] == "aux" and parse.head[t] in tops for t in content)


def _is_speech(content: Sequence[int], first: str, parse: Parse) -> bool:
    """Tell whether the content is a clause or a quoted sentence rather than a thing."""
    quoted = bool(content) and parse.words[content[0]] == '"'
    finite = any(parse.tag[t] in ("VBD", "VBZ", "VBP", "MD") for t in content)
    return first == "that" or (quoted and finite)


def _negation(parse: Parse, verb: int, tokens: Sequence[int]) -> str | None:
    """Return the word that negates: one in the cue, or the "no" or "neither" that its subject starts with."""
    for token in tokens:
        if parse.words[token].lower() in _NEGATIONS:
            return parse.words[token].lower()
    near = range(max(0, verb - _SUBJECT_REACH), verb)
    subject = next((t for t in near if parse.head[t] == verb and parse.dep[t] == "nsubj"), None)
    opening = [] if subject is None else [t for t in near if t == subject or parse.head[t] == subject]
    return next((w for t in opening if (w := parse.words[t].lower()) in _NEGATIONS), None)
