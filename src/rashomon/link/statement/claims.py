"""The sayings that are one statement -> its claim, one account for each of them, and its quotations."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.link.claim.origins import Voice, find_origins
from rashomon.link.statement.alignment import match_words
from rashomon.link.statement.keys import words_in
from rashomon.link.statement.likeness import compare_speakers
from rashomon.link.statement.utterances import BY, make_utterances, said_by
from rashomon.link.statement.wording import is_negation
from rashomon.model import Account, Claim, Passage, Relation, Utterance, digest, finding_id
from rashomon.profiles import Dependence, Saying

__all__ = ["make_statement_claim"]

# characters of a statement that name it
_SHOWN = 90


def make_statement_claim(sayings: Sequence[Saying], dependence: Dependence) -> list[Claim | Account | Utterance]:
    """Return the claim of one statement, its accounts in the order given, and its quotations.

    `sayings` come in their order in the pile, the fullest first, each with its antecedent.
    """
    first = sayings[0]
    key = digest("claim", first.finding)
    speaker = said_by(sayings)
    # whom an article does not name is the one whose words these are
    voices = [Voice(s.document, s.span, s.speaker if s.name or not speaker else speaker) for s in sayings]
    origins = find_origins(voices, dependence)
    chosen = [s.antecedent for s in sayings if s.antecedent]
    claim = Claim(
        id=key,
        by=BY,
        score=min((a.score for a in chosen), default=1.0),
        reason="; ".join(dict.fromkeys(a.reason for a in chosen)) or None,
        kind="statement",
        slot=_shown(first),
        relation=_relation(sayings),
        main=Passage(document=first.document, span=first.span),
        origins=len(set(origins)),
        carriers=len({s.document for s in sayings}),
    )
    accounts = [_account(s, key, origin) for s, origin in zip(sayings, origins, strict=True)]
    return [claim, *accounts, *make_utterances(sayings, dependence)]


def _shown(saying: Saying) -> str:
    """Return the first words of a statement, cut between words."""
    words = " ".join(" … ".join(s.text for s in saying.quoted or saying.plain).split()).strip(" ,;:")
    if len(words) <= _SHOWN:
        return words
    return words[: words.rindex(" ", 0, _SHOWN) if " " in words[:_SHOWN] else _SHOWN].rstrip(" ,;:") + " …"


def _relation(sayings: Sequence[Saying]) -> Relation:
    """Return how those who say it stand to each other: somebody who denies what somebody else says disputes it.

    So does an article that has the same words with a "not" more, or less, in them: one of the two misquotes.
    """
    if len(sayings) == 1:
        return "single"
    if any(_is_turned_round(sayings[0], s) for s in sayings[1:]):
        return "dispute"
    denying, saying = ([s for s in sayings if (s.act == "denial") == denied] for denied in (True, False))
    if any(compare_speakers(a, b) == "other" for a in denying for b in saying):
        return "dispute"
    return "agreement" if len({s.document for s in sayings}) > 1 else "single"


def _is_turned_round(full: Saying, other: Saying) -> bool:
    """Tell whether the words that two quote alike enclose an odd number of negations more in one than in the other."""
    ours, theirs = words_in(full.quoted), words_in(other.quoted)
    found = match_words(ours, theirs)
    if not found:
        return False
    first, last = found[0], found[-1]
    shared = (*ours[first.full : last.full + last.size], *theirs[first.use : last.use + last.size])
    return sum(is_negation(word.form) for word in shared) % 2 == 1


def _account(saying: Saying, claim: str, origin: str) -> Account:
    return Account(
        id=finding_id("account", saying.document, [saying.span], claim, saying.finding),
        by=BY,
        document=saying.document,
        claim=claim,
        finding=saying.finding,
        span=saying.span,
        stance="denies" if saying.act == "denial" else "attributes",
        speaker=saying.speaker,
        origin=origin,
    )
