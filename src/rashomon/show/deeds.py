"""An event and its text -> plain words: what it is, who did what, and whether it is said to have happened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from rashomon.data import table
from rashomon.model import Act, Event, Realis
from rashomon.show.words import one_line

__all__ = [
    "NOBODY",
    "UNSURE",
    "label_of",
    "phrase_of",
    "say_account",
    "say_chain",
    "say_realis",
    "say_type",
    "short_realis",
]

NOBODY = "by nobody named"
# below this score less than half of the events that we read by eye in the sample story were events of that type
UNSURE = 0.5
# characters of a deed in the words of the article: up to its recipient, and whatever follows
_LONG, _ROOM = 90, 48
_CLAUSE_END = re.compile(r"[.;:!?,](?=\W|$)|[“”\"()\n]|\s[-–—]\s")
_TO_DOER = re.compile(r"(?:\s+(?:by|from|between|of|with|among|the|a|an|both))*\s*$")
_NAME_ENDS = re.compile(r"\s(?:of|in|at|from|for|who|with|to|on|near|close)\s|,")
_SHORT: dict[Realis, str] = {
    "asserted": "", "planned": "planned", "hypothetical": "if", "negated": "not", "demanded": "demanded",
    "asked": "asked", "habitual": "as a rule", "historical": "long past",
}  # fmt: skip
_REALIS: dict[Realis, str] = {
    "asserted": "said to have happened",
    "planned": "planned, said to lie ahead",
    "hypothetical": "only possible",
    "negated": "said not to have happened",
    "demanded": "demanded",
    "asked": "asked about",
    "habitual": "said to happen as a rule",
    "historical": "said to have happened long before",
}
# nobody "admits" here, whatever the cue says; intentions and attitudes are named as such
_SAYS: dict[Act, tuple[str, str]] = {
    "statement": ("says", "say"),
    "denial": ("denies", "deny"),
    "question": ("asks", "ask"),
    "belief": ("thinks", "think"),
}


def label_of(event: Event) -> str:
    """Return the word over a trigger: `attack`, `attack, planned`, `attack?, not` where the machine is unsure."""
    doubt = "?" if event.score < UNSURE else ""
    how = _SHORT[event.realis]
    return f"{say_type(event.type, event.mode)}{doubt}" + (f", {how}" if how else "")


def say_type(kind: str, mode: str | None = None) -> str:
    """Return the noun for a type of PLOVER, or for its mode where that has one of its own."""
    nouns = _nouns()
    return nouns.get((kind, mode or "")) or nouns.get((kind, "")) or kind.lower()


@cache
def _nouns() -> dict[tuple[str, str], str]:
    return {(kind, mode): noun for kind, mode, noun in table("events/plain.tsv")}


def say_realis(realis: Realis) -> str:
    """Return whether it is said to have happened: `planned, said to lie ahead`."""
    return _REALIS[realis]


def short_realis(realis: Realis) -> str:
    """Return the same in a word or two, "" for what is simply asserted."""
    return _SHORT[realis]


def phrase_of(event: Event, text: str, actors: Sequence[str], recipients: Sequence[str]) -> str:
    """Return who did what to whom: `Kestovia: shelled the port of Ilm`; `attacked (the vessel), by nobody named`.

    The deed is in the words of the article, from the trigger on. Recipients who do not stand there follow in brackets;
    whoever takes part on both sides alike is named once.
    """
    start = event.trigger.start
    end, cut = _end_of_deed(event, text)
    deed = one_line(text[start:end]) + (" …" if cut else "")
    pairs = zip(event.recipients, recipients, strict=True)
    others = [name for r, name in pairs if not start < r.span.end <= end and name not in actors]
    if others:
        deed += f" ({listed(others)})"
    return f"{listed(actors)}: {deed}" if actors else f"{deed}, {NOBODY}"


def _end_of_deed(event: Event, text: str) -> tuple[int, bool]:
    """Return where to stop quoting, and whether that leaves out words of the clause.

    That is where the clause ends, or room does, but behind the recipients that stand near. Whoever acts is named before
    the deed, and not again behind it: "shelled by Vell".
    """
    start, least = event.trigger.start, event.trigger.end
    stop = _CLAUSE_END.search(text, least)
    clause = stop.start() if stop else len(text)
    doer = min((a.span.start for a in event.actors if least < a.span.start < clause), default=None)
    if doer is not None:
        clause = max(least, start + len(_TO_DOER.sub("", text[start:doer])))
    near = [r.span.end for r in event.recipients if least <= r.span.start and r.span.end <= min(clause, start + _LONG)]
    room = clause if clause - start <= _ROOM else text.rfind(" ", start, start + _ROOM)
    end = max(least, room, *near)
    return end, bool(text[end:clause].strip())


def say_account(accounts: Iterable[tuple[str, Act]], carrier: str) -> str:
    """Return by whose account it is: `Kyiv says that Moscow denies, in Norrsund`; `Norrsund, in its own voice`.

    `accounts` are who says it and how, the outermost first.
    """
    told = say_chain(accounts)
    return f"{told}, in {carrier}" if told else f"{carrier}, in its own voice"


def say_chain(accounts: Iterable[tuple[str, Act]]) -> str:
    """Return the same without who carries it, "" where nobody is quoted."""
    return " that ".join(
        f"{who} {_SAYS[act][_is_many(who)]}" if act in _SAYS else f"{who} ({act})" for who, act in accounts
    )


def _is_many(who: str) -> bool:
    """Tell `Halvian officials` and `they` from `the mayor` and `United Nations`: a name is one, whatever its ending."""
    head = _NAME_ENDS.split(who, maxsplit=1)[0].rsplit(" ", 1)[-1].strip("“”")
    plural = head.endswith("s") and not head.endswith(("ss", "us", "is", "’s", "'s"))
    return head.islower() and (plural or head in ("they", "we", "people", "police", "men", "women", "children"))


def listed(names: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`; each name once."""
    names = list(dict.fromkeys(names))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
