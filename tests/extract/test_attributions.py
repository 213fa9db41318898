"""Articles of our own through the whole way by rules: who says what, as words."""

import pytest

from rashomon.model import Attribution, RawDocument, Rejection
from rashomon.pipeline import STAGES_BY_RULES, read_article

FERRY = """Harbour talks collapse in Vell

The ferry operator denied that the crew was warned. "Nobody told us anything," said Mara Ilves. "We sailed on time."

According to the coastguard, the ferry “ignored two calls” before it sank. Ilves asked whether the calls were recorded.

The mayor of Vell released a video address on Sunday.

“We will not rest until the last sailor is home.

“And we will not forget who left them there.”
"""


@pytest.fixture(scope="module")
def ferry() -> list[Attribution]:
    layers = read_article(
        RawDocument(ref="ferry.txt", content=FERRY.encode(), media_type="text/plain"), STAGES_BY_RULES
    )
    assert not isinstance(layers, Rejection)
    found: list[Attribution] = layers["attribution"]
    return found


def words(attribution: Attribution) -> tuple[list[str], list[str], list[str]]:
    content, source, cue = (
        [span.of(FERRY) for span in spans] for spans in (attribution.content, attribution.source, attribution.cue)
    )
    return content, source, cue


def test_a_denial_keeps_its_clause(ferry: list[Attribution]) -> None:
    assert words(ferry[0]) == (["that the crew was warned"], ["The ferry operator"], ["denied"])
    assert (ferry[0].kind, ferry[0].act) == ("indirect", "denial")


def test_both_halves_of_a_quotation_are_one_content(ferry: list[Attribution]) -> None:
    content, _, cue = words(ferry[1])

    assert (content, cue) == (['"Nobody told us anything,"', '"We sailed on time."'], ["said"])
    assert (ferry[1].kind, ferry[1].act) == ("direct", "statement")


def test_quoted_words_inside_a_clause_make_it_mixed(ferry: list[Attribution]) -> None:
    assert words(ferry[2]) == (
        ["the ferry “ignored two calls” before it sank"],
        ["the coastguard"],
        ["According to"],
    )
    assert ferry[2].kind == "mixed"


def test_whether_makes_a_question(ferry: list[Attribution]) -> None:
    assert words(ferry[3])[0] == ["whether the calls were recorded"]
    assert ferry[3].act == "question"


def test_an_announced_statement_runs_on_over_its_paragraphs(ferry: list[Attribution]) -> None:
    content, source, cue = words(ferry[4])

    assert content == [
        "“We will not rest until the last sailor is home.",
        "“And we will not forget who left them there.”",
    ]
    assert (source, cue) == (["The mayor of Vell"], ["released"])


def test_nothing_else_is_an_attribution(ferry: list[Attribution]) -> None:
    assert len(ferry) == 5


def test_the_reason_names_the_rule_and_the_word_of_the_act(ferry: list[Attribution]) -> None:
    assert ferry[0].reason == "deny, ccomp; denial: denied"
