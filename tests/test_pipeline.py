import pickle

import pytest

from rashomon.errors import PipelineError
from rashomon.link import event, identity, story
from rashomon.link.cast import references
from rashomon.link.claim import records
from rashomon.link.descent import families
from rashomon.link.statement import utterances
from rashomon.model import Finding, RawDocument, Rejection
from rashomon.pipeline import STAGES, STAGES_BY_RULES, Stage, check, read_article, records_of


def raw(text: str) -> RawDocument:
    return RawDocument(ref="harbour.txt", content=text.encode(), media_type="text/plain")


@pytest.mark.parametrize("stages", [STAGES, STAGES_BY_RULES])
def test_the_stages_fit_together(stages: tuple[Stage, ...]) -> None:
    check(stages)


@pytest.mark.parametrize("stages", [STAGES, STAGES_BY_RULES])
def test_stages_can_be_sent_to_other_processes(stages: tuple[Stage, ...]) -> None:
    sent = pickle.loads(pickle.dumps(stages))

    assert [stage.by for stage in stages] == [stage.by for stage in sent]


def test_a_stage_without_its_needs_is_named_with_what_is_given_so_far() -> None:
    stages = [Stage("attribution", 3, frozenset({"parse"}), frozenset({"attribution"}), dict)]

    with pytest.raises(PipelineError, match=r"attribution/3 needs parse; given so far: document, raw"):
        check(stages, given=("raw", "document"))


def test_an_unreadable_input_becomes_a_rejection_that_names_its_stage() -> None:
    result = read_article(RawDocument(ref="empty.txt", content=b"", media_type="text/plain"))

    assert isinstance(result, Rejection)
    assert ("empty.txt", "clean/4") == (result.ref, result.stage)


@pytest.mark.parametrize("stages", [STAGES, STAGES_BY_RULES])
def test_every_finding_carries_the_signature_of_a_stage(stages: tuple[Stage, ...]) -> None:
    layers = read_article(raw("Orla Venn, the harbour master, said the ferry would not sail on Monday."), stages)
    assert not isinstance(layers, Rejection)
    findings = [r for r in records_of(layers) if isinstance(r, Finding)]

    assert {"article", "zone", "sentence", "mention", "entity", "attribution"} <= {
        str(f.__struct_config__.tag) for f in findings
    }
    assert {f.by for f in findings} <= {s.by for s in stages}


def test_the_same_bytes_give_the_same_records() -> None:
    text = '"We will sail," said Orla Venn. She denied that the hull was cracked.'
    first, second = (read_article(raw(text)) for _ in range(2))
    assert not isinstance(first, Rejection)
    assert not isinstance(second, Rejection)

    assert list(records_of(first)) == list(records_of(second))


def test_what_stages_over_the_corpus_write_carries_their_signature() -> None:
    corpus = [stage for stage in STAGES if stage.per == "corpus"]

    written = [identity.BY, families.BY, story.BY, references.BY, event.BY, records.BY]
    assert written == [stage.by for stage in corpus]
    assert records.BY == utterances.BY
    assert corpus == [stage for stage in STAGES_BY_RULES if stage.per == "corpus"]
