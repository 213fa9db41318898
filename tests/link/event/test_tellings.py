from typing import Any

from rashomon.link.event import find_tellings
from rashomon.model import Article, Document, Event, Mention, Participant, Sentence, Span

TEXT = "Kestovian ships shelled Orsk on Monday."
DOCUMENT = Document(id="a", text=TEXT, ref="a", text_sha256="", raw_sha256="", media_type="text/plain")
ORSK = Span(24, 28)


def layers(**other: Any) -> Any:
    event = Event(
        id="e",
        by="event/1",
        document="a",
        trigger=Span(16, 23),
        type="ASSAULT",
        recipients=(Participant(span=ORSK, entity="orsk"),),
        realis="asserted",
    )
    told: dict[str, Any] = {
        "document": DOCUMENT,
        "article": Article(id="m", by="article/1", document="a"),
        "sentence": [Sentence(id="s", by="parse/1", document="a", span=Span(0, len(TEXT)))],
        "event": [event],
        **{name: [] for name in ("dating", "mention", "timex", "quantity", "attribution", "nested")},
    }
    return {**told, **other}


def test_an_article_with_other_layers_is_read_anew() -> None:
    mention = Mention(id="o", by="mention/1", document="a", span=ORSK, kind="place", form="name", entity="orsk")
    before = find_tellings(**layers())
    after = find_tellings(**layers(mention=[mention]))

    assert [None, "place"] == [told.profile.recipients[0].kind for told in (*before, *after)]
    assert before == find_tellings(**layers())
