"""The records that travel through Rashomon: of one article, of a pile, and what they are made of.

Offsets are half-open ranges of Unicode code points into `Document.text`. Every record is frozen, and is told from
the others by its `layer`; the export of a layer is the fields of its record, one JSON object a line.
"""

from __future__ import annotations

from rashomon.model.article import (
    SAYINGS,
    Act,
    Article,
    Attribution,
    AttributionKind,
    Bound,
    Clause,
    Dating,
    Entity,
    EntityKind,
    Event,
    Fate,
    Mention,
    MentionForm,
    Nested,
    Office,
    Participant,
    Quantity,
    Realis,
    Sentence,
    Timex,
    Zone,
    ZoneKind,
)
from rashomon.model.base import (
    Annotation,
    Declared,
    Document,
    Finding,
    MediaType,
    RawDocument,
    Record,
    Rejection,
    Span,
    digest,
    finding_id,
)
from rashomon.model.grammar import Parse, Quotation, Tagging
from rashomon.model.person import PERSON, Correctable, Correction, Force, Known, Party, Verdict
from rashomon.model.pile import (
    Account,
    Change,
    Claim,
    ClaimKind,
    Cluster,
    Contrast,
    Copy,
    Family,
    Identity,
    Label,
    LabelForm,
    Manner,
    Passage,
    Reference,
    Relation,
    Reuse,
    ReuseKind,
    Saying,
    Side,
    SourceKind,
    Stance,
    Story,
    Use,
    Utterance,
    Voice,
    WordsOf,
)

__all__ = [
    "LAYERS",
    "PERSON",
    "RECORDS",
    "SAYINGS",
    "Account",
    "Act",
    "Annotation",
    "AnyRecord",
    "Article",
    "Attribution",
    "AttributionKind",
    "Bound",
    "Change",
    "Claim",
    "ClaimKind",
    "Clause",
    "Cluster",
    "Contrast",
    "Copy",
    "Correctable",
    "Correction",
    "Dating",
    "Declared",
    "Document",
    "Entity",
    "EntityKind",
    "Event",
    "Family",
    "Fate",
    "Finding",
    "Force",
    "Identity",
    "Known",
    "Label",
    "LabelForm",
    "Manner",
    "MediaType",
    "Mention",
    "MentionForm",
    "Nested",
    "Office",
    "Parse",
    "Participant",
    "Party",
    "Passage",
    "Quantity",
    "Quotation",
    "RawDocument",
    "Realis",
    "Record",
    "Reference",
    "Rejection",
    "Relation",
    "Reuse",
    "ReuseKind",
    "Saying",
    "Sentence",
    "Side",
    "SourceKind",
    "Span",
    "Stance",
    "Story",
    "Tagging",
    "Timex",
    "Use",
    "Utterance",
    "Verdict",
    "Voice",
    "WordsOf",
    "Zone",
    "ZoneKind",
    "digest",
    "finding_id",
    "layer_of",
]

AnyRecord = (
    Document | Rejection | Article | Zone | Sentence | Mention | Entity | Identity | Attribution | Nested | Timex
    | Dating | Quantity | Event | Clause | Cluster | Reuse | Family | Story | Reference | Claim | Account | Utterance
    | Voice | Label | Contrast | Correction
)  # fmt: skip
RECORDS: tuple[type[Record], ...] = (
    Document, Rejection, Article, Zone, Sentence, Mention, Entity, Identity, Attribution, Nested, Timex, Dating,
    Quantity, Event, Clause, Cluster, Reuse, Family, Story, Reference, Claim, Account, Utterance, Voice,
    Label, Contrast, Correction,
)  # fmt: skip


def layer_of(record: Record | type[Record]) -> str:
    """Return the name of the layer that a record, or a kind of record, belongs to, such as "attribution"."""
    return str(record.__struct_config__.tag)


LAYERS: dict[str, type[Record]] = {layer_of(kind): kind for kind in RECORDS}
