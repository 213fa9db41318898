"""A sentence -> the places where words could be somebody's: a cue word, how a content hangs on it, and whose it is.

Nothing here knows which words are cues: `candidates` names every verb, noun and adjective with its frame, and the
lexicon decides which frames of which words carry an attribution. The same function counts them for the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.extract.attribution.syntax import Syntax

__all__ = ["Candidate", "candidates", "cue_tokens", "source_of"]

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_VERBAL = frozenset({"VERB", "AUX"})
_WORDS_OF = frozenset({"word", "view", "opinion", "account", "telling", "estimate", "assessment", "tweet", "mind"})
# adverbs and prepositions this near their verb, in tokens, belong to one cue: "spoke at length about"
_NEAR = 3
# a verb that hangs on another by one of these shares its subject
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp", "acl"})


class Candidate(NamedTuple):
    """Words that could be an attribution; `frame` is how the content hangs on the `trigger`."""

    trigger: int
    frame: str
    content: list[int]
    source: list[int]
    cue: list[int]


def candidates(syntax: Syntax, token: int) -> Iterator[Candidate]:
    """Yield what could be an attribution with `token` as the word that decides."""
    pos = syntax.parse.pos[token]
    if pos in ("VERB", "AUX"):
        yield from _verb_frames(syntax, token)
    elif pos in ("NOUN", "PROPN"):
        yield from _noun_frames(syntax, token)
        yield from _in_the_words_of(syntax, token)
    elif pos == "ADJ":
        yield from _adjective_frames(syntax, token)
    if syntax.parse.words[token].lower() in ("according", "per") and syntax.parse.dep[token] in ("prep", "advcl"):
        yield from _according_frame(syntax, token)


# --- verbs ---


def _verb_frames(syntax: Syntax, verb: int) -> Iterator[Candidate]:
    parse = syntax.parse
    source = source_of(syntax, verb)
    own = _own_words(syntax, verb)
    clause = syntax.child(verb, "ccomp")
    infinitive = syntax.child(verb, "xcomp")
    thing = syntax.child(verb, "dobj")
    if clause is not None:
        content = [t for t in syntax.subtree(clause) if t not in own]
        content = _to_the_edge(syntax, verb, content, source)
        yield Candidate(verb, "ccomp", content, source, cue_tokens(syntax, verb))
    if parse.dep[verb] in ("parataxis", "ccomp", "advcl") and clause is None and thing is None:
        host = parse.head[verb]
        if parse.pos[host] in ("VERB", "AUX") and source and not syntax.has(verb, "mark", "xcomp"):
            content = [t for t in syntax.subtree(host, without=(verb,)) if t not in own]
            yield Candidate(verb, "paren", content, source, cue_tokens(syntax, verb))
    if infinitive is not None:
        content = syntax.subtree(infinitive)
        if thing is not None and thing < infinitive:
            both = syntax.subtree(thing) + content
            yield Candidate(verb, "dobj+xcomp", both, source, cue_tokens(syntax, verb))
        else:
            yield Candidate(verb, "xcomp", content, source, cue_tokens(syntax, verb))
    elif thing is not None and clause is None:
        yield _object_frame(syntax, verb, thing, source)
    if thing is None and clause is None and infinitive is None:
        yield from _oblique_frames(syntax, verb, source)
    yield from _passive_frames(syntax, verb)


def _to_the_edge(syntax: Syntax, verb: int, content: list[int], source: list[int]) -> list[int]:
    """Let the content of "…, she said." reach back to the start of its sentence, whatever the parser made of it."""
    parse = syntax.parse
    first, end = parse.sentences[syntax.sentence[verb]]
    saying = [*source, verb]
    if content and max(content) < min(saying) and _all_marks(syntax, max(saying) + 1, end):
        return [t for t in range(first, min(saying)) if t not in saying]
    return content


def _all_marks(syntax: Syntax, first: int, end: int) -> bool:
    return all(syntax.is_mark(t) for t in range(first, end))


def _object_frame(syntax: Syntax, verb: int, thing: int, source: list[int]) -> Candidate:
    """Return "backed the plan", with "for president", "as a way to", "of lying" where they follow the object."""
    parse = syntax.parse
    content = syntax.subtree(thing)
    extra = [
        c for c in syntax.children[verb]
        if c > thing and parse.dep[c] == "prep" and parse.words[c].lower() in ("as", "of", "for", "over")
    ]  # fmt: skip
    frame = "dobj"
    for prep in extra[:1]:
        content = content + syntax.subtree(prep)
        frame = f"dobj+{parse.words[prep].lower()}"
    predicate = syntax.child(verb, "oprd")
    if predicate is not None:
        content, frame = content + syntax.subtree(predicate), "dobj+oprd"
    return Candidate(verb, frame, content, source, cue_tokens(syntax, verb))


def _oblique_frames(syntax: Syntax, verb: int, source: list[int]) -> Iterator[Candidate]:
    parse = syntax.parse
    for prep in syntax.children[verb]:
        if parse.dep[prep] != "prep" or prep < verb:
            continue
        inner = syntax.child(prep, "pobj", "pcomp")
        if inner is not None:
            between = range(verb + 1, prep) if prep - verb <= _NEAR else ()
            cue = [*cue_tokens(syntax, verb), *between, prep]
            yield Candidate(verb, f"prep:{parse.words[prep].lower()}", syntax.subtree(inner), source, cue)


def _passive_frames(syntax: Syntax, verb: int) -> Iterator[Candidate]:
    parse = syntax.parse
    subject = syntax.child(verb, *_PASSIVE)
    agent = _agent(syntax, verb)
    if subject is not None:
        action = syntax.child(verb, "xcomp", "oprd")
        content = syntax.subtree(subject) + (syntax.subtree(action) if action is not None else [])
        frame = "passive" if action is None else "passive+xcomp"
        yield Candidate(verb, frame, content, agent, cue_tokens(syntax, verb))
    elif parse.dep[verb] == "acl" and parse.tag[verb] == "VBN":
        host = syntax.subtree(parse.head[verb], without=(verb,))
        yield Candidate(verb, "participle", host, agent, cue_tokens(syntax, verb))


def _agent(syntax: Syntax, verb: int) -> list[int]:
    agent = syntax.child(verb, "agent")
    inner = None if agent is None else syntax.child(agent, "pobj")
    return [] if inner is None else syntax.subtree(inner)


def _according_frame(syntax: Syntax, word: int) -> Iterator[Candidate]:
    """Yield "according to X": the content is the clause that it stands in."""
    parse = syntax.parse
    to = syntax.child(word, "prep", "pcomp")
    inner = syntax.child(word if to is None else to, "pobj")
    host = parse.head[word]
    while parse.pos[host] not in _VERBAL and parse.head[host] != host:
        host = parse.head[host]
    if inner is not None:
        cue = [word] if to is None else list(range(word, to + 1))
        content = _clause(syntax, host, without=word)
        yield Candidate(word, "according", content, syntax.subtree(inner), cue)


def _in_the_words_of(syntax: Syntax, noun: int) -> Iterator[Candidate]:
    """Yield "in the words of X" and "in X's view": the content is the clause that it stands in."""
    parse, preposition = syntax.parse, syntax.parse.head[noun]
    if parse.lemma[noun] not in _WORDS_OF or parse.dep[noun] != "pobj":
        return
    source = _owner(syntax, noun, "of")
    host = parse.head[preposition]
    if source and parse.words[preposition].lower() in ("in", "by") and parse.pos[host] in _VERBAL:
        last = next((c for c in syntax.children[noun] if parse.words[c].lower() == "of"), noun)
        cue = [t for t in range(preposition, last + 1) if t not in source]
        yield Candidate(noun, "in_words", _clause(syntax, host, without=preposition), source, cue)


def _clause(syntax: Syntax, verb: int, without: int) -> list[int]:
    """Return the words that `verb` governs but for those of `without`; joined clauses on its far side stay out."""
    far = [
        c
        for c in syntax.children[verb]
        if syntax.parse.dep[c] == "conj" and syntax.has(c, *_SUBJECTS) and (c < without) != (verb < without)
    ]
    return syntax.subtree(verb, without=[without, *far])


# --- nouns and adjectives ---


def _noun_frames(syntax: Syntax, noun: int) -> Iterator[Candidate]:
    parse = syntax.parse
    source = _noun_source(syntax, noun)
    for c in syntax.children[noun]:
        if c < noun:
            continue
        if parse.dep[c] in ("acl", "ccomp", "relcl") and parse.pos[c] in ("VERB", "AUX"):
            mark = syntax.child(c, "mark")
            aux = syntax.child(c, "aux")
            if mark is not None and parse.words[mark].lower() in ("that", "whether", "if"):
                yield Candidate(noun, "n:that", syntax.subtree(c), source, [noun])
            elif aux is not None and parse.words[aux].lower() == "to" and parse.dep[c] == "acl":
                yield Candidate(noun, "n:to", syntax.subtree(c), source, [noun])
        elif parse.dep[c] == "prep":
            inner = syntax.child(c, "pobj", "pcomp")
            word = parse.words[c].lower()
            if inner is not None and word not in ("by", "from"):
                yield Candidate(noun, f"n:{word}", syntax.subtree(inner), source, list(range(noun, c + 1)))


def _noun_source(syntax: Syntax, noun: int) -> list[int]:
    """Return whose word it is: "the minister's claim", "criticism by the union", or the subject of "made a claim"."""
    parse = syntax.parse
    owner = _owner(syntax, noun, "by", "from", "among")
    if owner:
        return owner
    governor = parse.head[noun]
    if parse.dep[noun] in ("dobj", "attr") and parse.pos[governor] in ("VERB", "AUX"):
        return source_of(syntax, governor)
    return []


def _owner(syntax: Syntax, noun: int, *prepositions: str) -> list[int]:
    """Return the tokens of X in "X's claim", or in "the claim of X" for one of these prepositions."""
    parse = syntax.parse
    owner = syntax.child(noun, "poss")
    if owner is not None:
        return [t for t in syntax.subtree(owner) if parse.tag[t] != "POS"]
    for c in syntax.children[noun]:
        if parse.dep[c] == "prep" and parse.words[c].lower() in prepositions:
            inner = syntax.child(c, "pobj")
            if inner is not None:
                return syntax.subtree(inner)
    return []


def _adjective_frames(syntax: Syntax, adjective: int) -> Iterator[Candidate]:
    parse = syntax.parse
    if parse.dep[adjective] not in ("acomp", "conj", "oprd", "amod", "advcl", "ROOT"):
        return
    verb = parse.head[adjective]
    source = source_of(syntax, verb) if parse.pos[verb] in ("VERB", "AUX") else []
    cue = cue_tokens(syntax, verb) if source else []
    cue = sorted({*cue, *range(min([*cue, adjective]), adjective + 1)}) if len(cue) < 6 else [adjective]
    for c in syntax.children[adjective]:
        if c < adjective:
            continue
        if parse.dep[c] in ("ccomp", "xcomp"):
            yield Candidate(adjective, f"a:{parse.dep[c]}", syntax.subtree(c), source, cue)
        elif parse.dep[c] == "prep":
            inner = syntax.child(c, "pobj", "pcomp")
            if inner is not None:
                full = [*cue, *range(adjective + 1, c + 1)]
                yield Candidate(adjective, f"a:{parse.words[c].lower()}", syntax.subtree(inner), source, full)


# --- who, and which words say that it is said ---


def source_of(syntax: Syntax, verb: int) -> list[int]:
    """Return the tokens of who does what `verb` says, through shared subjects, infinitives and participles."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        source = _own_source(syntax, verb)
        if source is not None:
            return source
        if syntax.parse.dep[verb] not in _SHARING:
            return []
        verb = syntax.parse.head[verb]
        while syntax.parse.pos[verb] not in _VERBAL and syntax.parse.head[verb] != verb:
            verb = syntax.parse.head[verb]
    return []


def _own_source(syntax: Syntax, verb: int) -> list[int] | None:
    """Return the subject, the agent of a passive, or the noun that a participle follows; None if the verb has none."""
    parse, host = syntax.parse, syntax.parse.head[verb]
    subject = syntax.child(verb, *_SUBJECTS)
    if subject is not None:
        return _whole_name(syntax, subject, verb)
    if syntax.has(verb, *_PASSIVE):
        return _agent(syntax, verb)
    if parse.dep[verb] == "xcomp":
        controller = syntax.child(host, "dobj")
        return None if controller is None else _whole_name(syntax, controller, verb)
    # "lamented the loss of the boats, saying …": after a comma it is the subject of the sentence who says it
    if parse.dep[verb] == "acl" and parse.tag[verb] != "VBN" and parse.words[verb - 1] != ",":
        return [t for t in syntax.subtree(host, without=(verb,)) if t < verb]
    return None


def _whole_name(syntax: Syntax, subject: int, verb: int) -> list[int]:
    return [t for t in syntax.subtree(subject) if t != verb and not syntax.is_below(verb, t)]


def cue_tokens(syntax: Syntax, verb: int) -> list[int]:
    """Return the verb with its auxiliaries, negation, particle and the adverbs among them."""
    parse = syntax.parse
    found = {verb}
    for c in syntax.children[verb]:
        if parse.dep[c] in ("aux", "auxpass", "neg", "prt") or (parse.dep[c] == "advmod" and abs(c - verb) <= _NEAR):
            found.add(c)
    near = sorted(found)
    # only what stands together: "had on Tuesday said" keeps its two parts
    return [t for t in near if not _crosses(syntax, t, verb)]


def _crosses(syntax: Syntax, token: int, verb: int) -> bool:
    """Tell whether a comma or a subject stands between the two."""
    low, high = sorted((token, verb))
    return any(syntax.is_mark(t) for t in range(low + 1, high)) or syntax.parse.words[token] in ("when", "where", "how")


def _own_words(syntax: Syntax, verb: int) -> set[int]:
    """Return the words of the saying itself, which a content that wraps around it must not swallow."""
    own = {verb}
    for c in syntax.children[verb]:
        if syntax.parse.dep[c] not in ("ccomp", "parataxis", "xcomp"):
            own.update(syntax.subtree(c))
    return own
