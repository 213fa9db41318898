"""An amount and the verb, adjective or noun that it hangs on -> the word for what is said to be that much."""

from __future__ import annotations

from rashomon.extract.quantity.amounts import Amount
from rashomon.extract.quantity.lexemes import context_words
from rashomon.extract.quantity.surroundings import Surroundings

__all__ = ["find_described", "find_estimated", "find_measured", "find_owner"]

# how an amount hangs on a verb that says how much something is
_COMPLEMENTS = frozenset({"attr", "prep", "dobj", "npadvmod", "acomp", "advmod", "oprd", "agent"})
_LEVEL_PREPOSITIONS = frozenset({"to", "at", "by", "from", "below", "above", "for", "against", "with", "over"})


def find_described(amount: Amount, around: Surroundings, top: int) -> int | None:
    """Find the noun of "a tower 90 metres high", "the package, worth £40 million", "a mile from the village"."""
    parse, above = around.parse, around.parse.head[top]
    while parse.dep[above] == "conj" and parse.pos[above] in ("ADJ", "ADV"):  # "four metres high and 12 long"
        above = parse.head[above]
    if amount.kind == "measure" and (sized := _sized(amount, around, top)) is not None:
        return sized
    adjective = parse.pos[above] in ("ADJ", "ADV") or parse.words[above].lower() == "worth"
    place = parse.dep[above] == "prep" and parse.dep[top] == "npadvmod"
    if parse.dep[top] not in ("npadvmod", "advmod", "dobj", "pobj") or not (adjective or place):
        return None
    owner = parse.head[above]
    if parse.dep[above] == "acomp" or (above != owner and parse.lemma[owner] in context_words("lying")):
        return around.subject_of(owner)
    return around.named(owner) if owner < above else None


def _sized(amount: Amount, around: Surroundings, top: int) -> int | None:
    """Find the noun right before "400 metres long", wherever the parser hung the two."""
    tokens, words = around.tokens(amount.span), around.parse.words
    before, after = tokens[0] - 1, tokens[-1] + 1
    sized = after < len(words) and words[after].lower() in context_words("dimension")
    if before < 0 or not around.is_noun(before) or not (sized or around.parse.head[before] == top):
        return None
    return before if around.same_sentence(before, top) else None


def find_owner(around: Surroundings, top: int) -> int | None:
    """Find the noun of "a fine of $500", "its population, 8,000"; that of "a total of 30" is empty."""
    parse = around.parse
    of = parse.head[top]
    if parse.dep[top] == "appos" and of < top and around.is_noun(of) and parse.tag[top] == "CD":
        return _told(around, of)  # of "a third of the doses, some 40,000" doses
    if parse.dep[top] != "pobj" or parse.words[of].lower() not in ("of", "at"):
        return None
    noun = parse.head[of]
    empty = parse.lemma[noun].lower() in context_words("empty noun")
    return noun if around.is_noun(noun) and noun < of and not empty else None


def find_estimated(around: Surroundings, top: int) -> int | None:
    """Find what is put at so much: "put the damage at $600 million", "the crowd, estimated at 20,000"."""
    parse, at = around.parse, around.parse.head[top]
    if parse.dep[top] != "pobj" or parse.words[at].lower() != "at":
        return None
    verb = parse.head[at]
    thing = parse.head[verb] if parse.dep[verb] == "acl" else around.syntax.child(verb, "dobj", "nsubjpass")
    return None if thing is None else _told(around, thing)


def find_measured(amount: Amount, around: Surroundings, top: int) -> int | None:
    """Find what a verb says to be or to become so much: "the price is $5", "cut its rate to 2 %", "down from 3 %"."""
    parse, token = around.parse, _complement(around, top)
    verb = parse.head[token]
    if verb == token or parse.pos[verb] not in ("VERB", "AUX") or parse.dep[token] not in _COMPLEMENTS:
        return None
    compared = parse.words[token].lower() in ("up", "down")  # "has 900 men, down from 1,400"
    changed = _object(around, verb, top) if compared or _is_change(amount, around, token) else None
    if changed is not None:
        return _told(around, changed)
    if not _says_how_much(amount, around, token):
        return None
    subject = around.subject_of(verb)
    walker = subject is not None and around.is_human(subject) and parse.lemma[verb] in context_words("motion")
    return None if subject is None or (walker and amount.kind == "measure") else _told(around, subject)


def _complement(around: Surroundings, top: int) -> int:
    """Climb from an amount to the word on the verb: "to 3.1 % from 4 %", "four points higher", "down from 3"."""
    parse, token = around.parse, top
    while (above := parse.head[token]) != token and parse.pos[above] not in ("VERB", "AUX"):
        word = parse.words[above].lower()
        climbs = (
            parse.dep[token] == "conj"
            or (parse.dep[token] == "pobj" and word in _LEVEL_PREPOSITIONS)
            or (parse.dep[token] in ("npadvmod", "prep") and parse.dep[above] == "prep")
            or (parse.dep[token] == "prep" and word in ("up", "down", "compared"))
            or (parse.dep[token] == "npadvmod" and parse.dep[above] in ("acomp", "advmod"))
            or (parse.dep[token] == "prep" and parse.dep[above] in ("npadvmod", "pobj") and parse.tag[above] != "NNP")
        )
        if not climbs:
            break
        token = above
    if parse.head[token] != token and parse.words[parse.head[token]].lower() == "compared":
        token = parse.head[token]
    return token


def _is_change(amount: Amount, around: Surroundings, token: int) -> bool:
    """Tell whether "by", "to" or "from" says how far something is changed: "by 60 km", not "to 60 villages"."""
    parse = around.parse
    verb = parse.head[token]
    if parse.dep[token] not in ("prep", "advmod", "agent") or parse.words[token].lower() not in ("by", "to", "from"):
        return False
    changes = parse.words[verb].lower() in context_words("change") or parse.lemma[verb] in context_words("change")
    return changes or (parse.words[token].lower() == "by" and amount.kind in ("currency", "ratio", "measure"))


def _object(around: Surroundings, verb: int, top: int) -> int | None:
    """Return what is changed: the object of a verb, the subject of a passive, or what a participle describes."""
    parse = around.parse
    thing = around.syntax.child(verb, "dobj", "nsubjpass")
    if thing is None and parse.dep[verb] == "acl" and parse.tag[verb] == "VBN":
        thing = parse.head[verb]
    if thing is None or thing == top or not around.is_noun(thing) or parse.lemma[thing] in context_words("share word"):
        return None
    return thing


def _says_how_much(amount: Amount, around: Surroundings, token: int) -> bool:
    parse, word = around.parse, around.parse.words[token].lower()
    lemma, at = parse.lemma[parse.head[token]], parse.dep[token]
    if lemma in context_words("level") or word in ("up", "down"):
        return True
    if amount.kind == "measure":
        return (at == "prep" and word == "at") or (at == "dobj" and lemma not in context_words("motion"))
    if amount.kind == "ratio":
        return at in ("prep", "npadvmod", "advmod", "acomp", "agent")
    if amount.kind in ("currency", "") and lemma in context_words("priced") and word in ("at", "for", "by"):
        return at == "prep"
    return at == "prep" and (amount.numeral.fraction or (amount.kind == "currency" and word == "to"))


def _told(around: Surroundings, noun: int) -> int | None:
    """Return a noun, or that of the "of" behind an empty one: "the number of deputies"."""
    if around.parse.lemma[noun].lower() in context_words("empty noun"):
        of = next((c for c in around.syntax.children[noun] if around.parse.words[c].lower() == "of"), None)
        inner = None if of is None else around.syntax.child(of, "pobj")
        people = inner is not None and around.parse.tag[inner] in ("VBN", "JJ")  # "the number of injured"
        return inner if inner is not None and (people or around.is_noun(inner)) else None
    return noun if around.is_noun(noun) else None
