"""An amount and the grammar around it -> the word for what is counted, and where and when it was counted."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.quantity.amounts import Amount
from rashomon.extract.quantity.lexemes import context_words
from rashomon.extract.quantity.predicates import find_described, find_estimated, find_measured, find_owner
from rashomon.extract.quantity.surroundings import Surroundings

__all__ = ["find_counted", "is_age", "is_bare", "is_name", "name_before"]

# how a number hangs on the noun that it counts, and such a noun on the next
_BEFORE_NOUN = frozenset(
    {"nummod", "compound", "amod", "quantmod", "nmod", "advmod", "npadvmod", "poss", "det", "predet", "cc", "prep"}
)
# how it hangs where a noun would
_ARGUMENTS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT", "oprd", "npadvmod", "dative"}
)
_NAME = 3  # digits that a name has at most
_OF_SEARCH = 8  # tokens between "of" and its noun


def find_counted(amount: Amount, around: Surroundings) -> int | None:
    """Return the head token of what is counted, None where the words beside the amount do not say.

    People are named by the unit already.
    """
    if amount.kind == "people":
        return None
    top = around.top(amount.span)
    found = _after_of(amount, around)
    found = _of_which(amount, around) if found is None else found
    found = _head_noun(amount, around, top) if found is None else found
    if found is None and amount.kind in ("currency", "ratio", "measure"):
        found = _behind(amount, around, "in")
        found = _worth(amount, around) if found is None else found
        found = find_described(amount, around, top) if found is None else found
    found = find_owner(around, top) if found is None else found
    found = find_estimated(around, top) if found is None else found
    found = find_measured(amount, around, top) if found is None else found
    if found is None and amount.kind == "currency":
        found = _spent_on(amount, around, top)
    return found


def is_bare(amount: Amount, around: Surroundings) -> bool:
    """Tell whether the amount stands where a noun would: "14 were wounded", "they killed three", "60 % of them"."""
    parse, top = around.parse, around.top(amount.span)
    more = parse.words[parse.head[top]].lower() == "more"  # "at least 30 more"
    if _is_of_them(amount, around):
        return True
    behind = parse.dep[top] == "nummod" and parse.head[top] < top  # "112 deputies, the opposition 88"
    alone = more or behind or parse.dep[top] in _ARGUMENTS or _is_before_state(around, top)
    return alone and not amount.kind and not amount.numeral.fraction


def name_before(amount: Amount, around: Surroundings, named: Sequence[int]) -> int | None:
    """Return what a bare number counts: the last thing counted before it that fits, else the verb or adjective.

    `named` are head tokens counted so far in this sentence and the one before.
    """
    # 1. "about 7,000 marchers; the organisers spoke of 25,000"   2. "killed three and wounded 14"
    parse, top = around.parse, around.top(amount.span)
    said = _predicate(around, top)
    if said is not None and _is_before_state(around, top):
        return said
    if said is not None and _is_of_them(amount, around) and parse.lemma[said] not in context_words("done to people"):
        said = None  # "80 of them swam ashore"
    of_people = said is not None and parse.lemma[said].lower() in context_words("done to people")
    if amount.value is not None or _is_of_them(amount, around):
        human = [head for head in named if around.is_human(head)]
        fits = human if human or of_people else named
        return fits[-1] if fits else said
    return said


def _is_of_them(amount: Amount, around: Surroundings) -> bool:
    last = around.tokens(amount.span)[-1]
    words = [word.lower() for word in around.parse.words[last + 1 : last + 3]]
    if words in (["of", "those"], ["of", "these"]):  # "two of those are", but not "a third of those asked"
        return around.parse.tag[last + 3 : last + 4] in (["VBP"], ["VBD"], ["MD"], [","], ["."])
    return words == ["of", "them"]


def _is_before_state(around: Surroundings, top: int) -> bool:
    """Tell whether a number stands before an adjective or participle as before a noun: "12 dead", "several injured"."""
    parse, head = around.parse, around.parse.head[top]
    state = parse.pos[head] == "ADJ" or parse.tag[head] == "VBN"
    return head > top and parse.dep[top] in ("nummod", "amod") and state and parse.words[head].lower() != "more"


def is_name(amount: Amount, around: Surroundings) -> bool:
    """Tell whether the number is the end of a name, as the parser has it: "France 2 aired an interview"."""
    parse, top = around.parse, around.top(amount.span)
    bare = not (amount.kind or amount.bounded or amount.numeral.words) and (amount.value or 0) != 0
    named = top > 0 and parse.head[top] == top - 1 and parse.tag[top - 1] in ("NNP", "NNPS")
    return (
        bare and named and parse.dep[top] == "nummod" and parse.words[top].isdigit() and len(parse.words[top]) <= _NAME
    )


def is_age(amount: Amount, around: Surroundings) -> bool:
    """Tell whether the number says how old somebody is: "Ruta Venn was 15", "she turns 30"."""
    parse, top = around.parse, around.top(amount.span)
    verb = parse.head[top]
    if amount.kind or amount.numeral.scaled or parse.lemma[verb] not in ("be", "turn") or parse.pos[top] != "NUM":
        return False
    if parse.dep[top] not in ("attr", "acomp", "dobj", "npadvmod", "oprd"):
        return False
    subject = around.syntax.child(verb, "nsubj")
    if subject is None:
        return False
    single = parse.tag[subject] in ("NN", "NNP") and (parse.entity[subject] == "PERSON" or around.is_human(subject))
    return single or parse.words[subject].lower() in ("he", "she", "i", "who")


def _predicate(around: Surroundings, top: int) -> int | None:
    """Return the verb or adjective that a bare number is subject or object of: "wounded", "missing"."""
    parse = around.parse
    if top + 1 < len(parse.words) and parse.words[top + 1].lower() in context_words("state of people"):
        return top + 1
    behind = around.syntax.child(top, "acl", "amod", "relcl")
    if behind is not None and behind > top and parse.pos[behind] in ("VERB", "ADJ") and parse.lemma[behind] != "more":
        return behind
    if _is_before_state(around, top):
        return parse.head[top]
    verb = parse.head[top]
    if verb == top or parse.dep[top] not in ("nsubj", "nsubjpass", "dobj"):
        return None
    said = around.syntax.child(verb, "acomp", "oprd")
    if said is not None or parse.lemma[verb] in context_words("light verb"):
        return said
    return verb if parse.pos[verb] == "VERB" else None


def _after_of(amount: Amount, around: Surroundings) -> int | None:
    """Find the noun after "of", "worth of" or "more" behind the amount."""
    parse = around.parse
    of = around.tokens(amount.span)[-1] + 1
    if around.is_hyphened(of - 1) and parse.words[of + 1].lower() == "worth":
        of += 1  # "€2m-worth of cigarettes"
    while of < len(parse.words) and parse.words[of].lower() in ("worth", "more", "each"):
        of += 1
    if of + 1 >= len(parse.words) or parse.words[of].lower() != "of":
        return None
    within = parse.words[max(0, around.tokens(amount.span)[0] - 1)].lower() == "within"
    if within and amount.kind == "measure":  # "within ten kilometres of the border" measures no border
        return None
    if parse.tag[of + 1] in ("WP", "WDT"):  # "the guards, five of whom were detained"
        return around.antecedent(of + 1)
    return around.object_of(of, _OF_SEARCH)


def _of_which(amount: Amount, around: Surroundings) -> int | None:
    """Find what "which" stands for in "$50bn in loans, of which $17bn"."""
    first = around.tokens(amount.span)[0]
    if first < 2 or around.parse.tag[first - 1] not in ("WP", "WDT"):
        return None
    return around.antecedent(first - 1) if around.parse.words[first - 2].lower() == "of" else None


def _head_noun(amount: Amount, around: Surroundings, top: int) -> int | None:
    """Climb from the number to the noun that it stands before: "40 houses", "a 40-km convoy", "twice as much grain"."""
    parse, token = around.parse, top
    last = around.tokens(amount.span)[-1]
    if around.is_hyphened(last):
        return last + 2 if around.is_noun(last + 2) else None
    while parse.head[token] > token and parse.dep[token] in _BEFORE_NOUN:
        token = parse.head[token]
        counted = token > last and parse.dep[token] not in _BEFORE_NOUN
        if around.is_noun(token) and counted:
            return token if around.is_joined(last, token) else _next_noun(amount, around, last)
        if parse.pos[token] in ("VERB", "AUX"):
            break
    if token > last and around.is_noun(token):
        return token if around.is_joined(last, token) else None
    return _next_noun(amount, around, last)


def _next_noun(amount: Amount, around: Surroundings, last: int) -> int | None:
    """Find the noun right behind the amount where the parser hung the number elsewhere; "three times the size", too."""
    parse, token = around.parse, last + 1
    if amount.unit == "times":
        while token < len(parse.words) and parse.tag[token] in ("DT", "IN", "RB", "JJ", "JJR"):
            if parse.words[token].lower() == "than":  # "three times higher than the year before"
                return None
            token += 1
    elif amount.kind or token >= len(parse.words):
        return None
    while token < len(parse.words) and parse.tag[token] in ("JJ", "JJR", "VBN", "NNP", "HYPH") and amount.kind == "":
        if around.is_noun(token) and parse.head[token] <= token:
            break
        token += 1
    if token < len(parse.words) and around.is_noun(token) and around.same_sentence(token, last):
        return around.end_of_compound(token)
    return None


def _behind(amount: Amount, around: Surroundings, preposition: str) -> int | None:
    """Find the noun of "$1 billion in aid"; a place or a time behind "in" is not it."""
    parse = around.parse
    at = around.tokens(amount.span)[-1] + 1
    if at >= len(parse.words) or parse.words[at].lower() != preposition:
        return None
    noun = around.object_of(at, _OF_SEARCH)
    if noun is not None and parse.lemma[noun].lower() in context_words("in idiom"):
        return None
    return None if noun is None or parse.pos[noun] == "PROPN" or around.is_setting(noun) else noun


def _worth(amount: Amount, around: Surroundings) -> int | None:
    """Find the noun right before "worth £16m"."""
    worth = around.tokens(amount.span)[0] - 1
    if worth < 1 or around.parse.words[worth].lower() != "worth" or not around.same_sentence(worth, worth - 1):
        return None
    return worth - 1 if around.is_noun(worth - 1) else None


def _spent_on(amount: Amount, around: Surroundings, top: int) -> int | None:
    """Find what money goes on: "spent £600m on the bridge", "$3 million for schools"."""
    parse = around.parse
    for node in (top, parse.head[top]):
        for child in around.syntax.children[node]:
            if child > top and parse.dep[child] == "prep" and parse.words[child].lower() in ("on", "for"):
                noun = around.object_of(child, _OF_SEARCH)
                if noun is not None and not around.is_setting(noun):
                    return noun
    return None
