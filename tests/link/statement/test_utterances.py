import msgspec

from rashomon.link.statement import make_statement_claim
from rashomon.link.statement.keys import place_of
from rashomon.model import Account, Claim, Passage, Reuse, Span, Utterance, digest
from rashomon.profiles import Antecedent, Dependence, Saying
from tests.link.statement.sayings import saying

LINT, SAND = "Mara Lint", "Ivo Sand"
FULL = saying('"We will not answer this with guns. Those who gave the order will be named"', by=LINT, day="2026-03-03")
SHORT = saying('"We will not answer this with guns"', by=LINT, document="b", day="2026-03-02")
ALTERED = saying('"Those who gave the order will pay"', by=LINT, document="c", day="2026-03-04")
SPREAD = saying('the promise that they "will pay"', document="d", day="2026-03-05")
BRACKETED = saying('"We will not answer [the raid] with guns"', by=LINT, document="e", day="2026-03-06")
REASSIGNED = saying('"Those who gave the order will be named"', by=SAND, document="f", day="2026-03-07")
PARAPHRASED = saying("that those who gave the order would be named", by=LINT, document="g", day="2026-03-08")


def joined(*sayings: Saying, at: Saying = FULL, **chosen: Saying) -> list[Saying]:
    """Return a group in its order: each chose the fullest, or what is said by the document's name."""
    made = [
        msgspec.structs.replace(
            s,
            antecedent=None
            if s == at
            else Antecedent(finding=chosen.get(s.document, at).finding, score=0.9, reason="same words"),
        )
        for s in sayings
    ]
    return sorted(made, key=place_of)


def independent(*sayings: Saying, passages: tuple[Reuse, ...] = ()) -> Dependence:
    return Dependence(newsroom={s.document: f"outlet {s.document}" for s in sayings}, passages=passages)


def records(group: list[Saying], dependence: Dependence | None = None) -> tuple[Claim, list[Account], list[Utterance]]:
    made = make_statement_claim(group, dependence or independent(*group))
    accounts = [r for r in made if isinstance(r, Account)]
    claim, *others = [r for r in made if isinstance(r, Claim)]

    assert not others
    return claim, accounts, [r for r in made if isinstance(r, Utterance)]


def changes(utterance: Utterance) -> dict[str, tuple[str, ...]]:
    return {use.document: use.changes for use in utterance.uses}


def copied(a: Saying, b: Saying, direction: str = "unknown") -> Reuse:
    """Return the passage that two documents share, a copy of one text."""
    ends = [Passage(document=s.document, span=s.span) for s in (a, b)]
    return Reuse(id="r", by="reuse/1", a=ends[0], b=ends[1], kind="republication", direction=direction)  # type: ignore[arg-type]


def test_each_use_says_what_was_done_to_the_words() -> None:
    group = joined(FULL, SHORT, ALTERED, SPREAD, BRACKETED, REASSIGNED, PARAPHRASED, d=ALTERED)
    _, _, (utterance,) = records(group)

    assert changes(utterance) == {
        "a": (),
        "b": ("shortened",),
        "c": ("shortened", "altered"),
        # what it took over is what another had put in
        "d": ("shortened", "altered"),
        "e": ("shortened", "bracketed"),
        "f": ("shortened", "reassigned"),
        "g": ("paraphrased",),
    }


def test_uses_stand_in_order_of_days_and_the_fullest_is_known() -> None:
    _, _, (utterance,) = records(joined(FULL, SHORT, ALTERED))

    assert [use.document for use in utterance.uses] == ["b", "a", "c"]
    assert utterance.fullest == 1
    assert utterance.speaker == digest(LINT)


def test_words_that_came_with_a_copied_text_are_no_change() -> None:
    copy = saying(SHORT.quoted[0].text.join('""'), by=LINT, document="z", day="2026-03-02")
    group = joined(FULL, SHORT, copy)
    _, _, (utterance,) = records(group, independent(*group, passages=(copied(SHORT, copy),)))

    assert {use.document: use.carried_from for use in utterance.uses} == {"a": None, "b": None, "z": "b"}
    assert changes(utterance)["z"] == ()


def test_a_credit_tells_who_carried_the_words_from_whom() -> None:
    copy = saying(SHORT.quoted[0].text.join('""'), by=LINT, document="z", day="2026-03-01")
    group = joined(FULL, SHORT, copy)
    _, _, (utterance,) = records(group, independent(*group, passages=(copied(SHORT, copy, "a_to_b"),)))

    assert {use.document: use.carried_from for use in utterance.uses} == {"a": None, "b": None, "z": "b"}


def test_a_copy_that_alters_the_words_has_a_use_of_its_own() -> None:
    copy = saying('"We will answer this with guns"', by=LINT, document="z", day="2026-03-02")
    group = joined(FULL, SHORT, copy)
    _, _, (utterance,) = records(group, independent(*group, passages=(copied(SHORT, copy, "a_to_b"),)))

    assert [use.carried_from for use in utterance.uses] == [None, None, None]


def test_one_text_in_many_outlets_is_no_life_of_a_quotation() -> None:
    copy = saying(FULL.quoted[0].text.join('""'), by=LINT, document="z", day="2026-03-04")
    group = joined(FULL, copy)

    _, _, utterances = records(group, independent(*group, passages=(copied(FULL, copy),)))

    assert utterances == []


def test_what_the_same_article_quotes_again_is_no_second_use() -> None:
    headline = saying('"Answer this with guns"', by=LINT, document="b", day="2026-03-02")
    _, _, (utterance,) = records(joined(FULL, SHORT, headline))

    assert [use.document for use in utterance.uses] == ["b", "a"]


def test_parts_of_a_speech_that_share_nothing_are_utterances_of_their_own() -> None:
    bridge = saying('"Those who gave the order will be named. The harbour stays open"', by=LINT, document="m")
    harbour = saying('"The harbour stays open"', by=LINT, document="n")
    group = joined(FULL, bridge, harbour, n=bridge)

    _, _, utterances = records(group)

    assert [{use.document for use in u.uses} for u in utterances] == [{"a", "m"}, {"m", "n"}]


def test_a_claim_counts_who_carries_it_and_that_one_mouth_is_one_origin() -> None:
    claim, accounts, _ = records(joined(FULL, SHORT, ALTERED))

    assert (claim.relation, claim.carriers, claim.origins) == ("agreement", 3, 1)
    assert claim.slot == FULL.quoted[0].text
    assert [(a.document, a.stance) for a in accounts] == [("a", "attributes"), ("b", "attributes"), ("c", "attributes")]


def test_a_statement_of_one_article_is_a_claim_with_one_account() -> None:
    claim, accounts, utterances = records(joined(FULL))

    assert (claim.relation, claim.carriers, len(accounts), utterances) == ("single", 1, 1, [])
    assert claim.id == digest("claim", FULL.finding)


def test_the_records_are_the_same_whatever_the_order_of_the_passages() -> None:
    copies = [saying(SHORT.quoted[0].text.join('""'), by=LINT, document=d, day="2026-03-02") for d in "xyz"]
    group = joined(FULL, SHORT, *copies)
    passages = (copied(SHORT, copies[0]), copied(copies[0], copies[1]), copied(copies[1], copies[2]))

    made = [records(group, independent(*group, passages=order)) for order in (passages, passages[::-1])]

    assert made[0] == made[1]
    assert {use.carried_from for use in made[0][2][0].uses if use.document in "xyz"} == {"b"}


def test_the_span_of_an_account_is_its_evidence() -> None:
    _, accounts, _ = records(joined(FULL, SHORT))

    assert [a.span for a in accounts] == [FULL.span, SHORT.span]
    assert isinstance(accounts[0].span, Span)
