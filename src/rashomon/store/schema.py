"""The tables of a store.

Both databases have the same tables; an index is another one where rows of an index can be as long as on the one, and
not on the other (`ddl_if`).

A record is kept as the JSON of its struct beside the columns that queries need. The text of an article stands once,
in `document`; everything else is a row of `record`, whatever its layer, so a new layer needs no new table.

Who is who is kept apart (see store/linking.py): `member` are the entities of articles, `profile` what one article knows
of somebody, once however many articles know just that, and who it is. An Identity is a member beside its profile, so a
man who changes his name in the pile changes one row, and not one in each of his thousand articles.

So is which items are one (see store/grouping.py): `item` is what an article makes of an event, says or counts,
`item_key` what it shares with those that it can be one with, `product` the records made of those that are. A Cluster or
a Claim is a record like any other, about no one document; `about` tells of which documents other records of the pile
are (see store/pile.py).
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    column,
    event,
    func,
    text,
)

from rashomon.store.columns import Integer, Key, Sha256, ShortText, Text

metadata = MetaData()

# one row, one column: the number of migrations that the store has been through
store_version = Table("store_version", metadata, Column("version", Integer, nullable=False))

# `made_by` is the signature of the stages that made the findings, such as "clean/1 parse/1 attribution/3";
# `superseded_by` is the id of the document that took this one's place, null for a current one
document = Table(
    "document",
    metadata,
    Column("id", Key, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", Sha256, nullable=False),
    Column("raw_sha256", Sha256, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("superseded_by", Key, ForeignKey("document.id")),
    # unique, or SQLite would not know that a walk along it is in order, and would sort every layer (see store/view.py)
    Index("document_ref", "ref", "id", unique=True).ddl_if(dialect="sqlite"),
)
# as words: an Index that says so makes SQLAlchemy import all of its PostgreSQL, asyncio too, for who has a file
event.listen(
    document,
    "after_create",
    DDL("CREATE INDEX document_ref ON document USING hash (ref)").execute_if(dialect="postgresql"),  # type: ignore[no-untyped-call]
)

# `start` and `stop` are the first span's; a record without spans stands at 0, 0
record = Table(
    "record",
    metadata,
    Column("layer", Text, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("document", Key, ForeignKey("document.id")),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index("record_place", "document", "layer", "start", "stop", "id"),
)

# one row a current document; `made_by` is the stage that linked it, such as "identity/1", "" as long as none did
link = Table(
    "link",
    metadata,
    Column("document", Key, ForeignKey("document.id"), primary_key=True),
    Column("made_by", Text, nullable=False),
    # what is to be linked is found by a look into this index, however large the pile
    Index("link_made_by", "made_by", "document"),
)

# `id` is the digest of the profile; `entity`, `score` and `reason` say who it is, null as long as that is not settled
profile = Table(
    "profile",
    metadata,
    Column("id", Key, primary_key=True),
    Column("block", ShortText, nullable=False),
    Column("json", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("entity", Key),
    Column("score", Float),
    Column("reason", Text),
    Index("profile_block", "block", "id"),
    Index("profile_entity", "entity", "id"),
)

# `id` is that of the Identity, `entity` the article's own; `profile` is null for who is known from this article alone
member = Table(
    "member",
    metadata,
    Column("id", Key, primary_key=True),
    Column("document", Key, ForeignKey("document.id"), nullable=False),
    Column("entity", Key, nullable=False),
    Column("profile", Key, ForeignKey("profile.id")),
    Column("mentions", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    # with what is asked of it, so that nobody has to look at the rows
    Index("member_document", "document", "entity", "profile", unique=True),
    Index("member_profile", "profile", "document", "mentions", "statements"),
)

# blocks with a profile that came, went, or stands in another number of articles since it was settled who is who in them
unsettled = Table("unsettled", metadata, Column("block", ShortText, primary_key=True))

# Tables of small rows without a rowid are kept in the order of their key, and not a second time in its index.

# one row a current document and kind of item; `made_by` is the stage that found its items, "" as long as none did
gathered = Table(
    "gathered",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("document", Key, ForeignKey("document.id"), primary_key=True),
    Column("made_by", Text, nullable=False),
    Index("gathered_document", "document"),
    Index("gathered_made_by", "kind", "made_by", "document"),
    sqlite_with_rowid=False,
)

# an event, statement or quantity of an article, to be compared with those of others; `place` orders those of a kind in
# the whole pile, `keyed_by` are its keys in `item_key`, as JSON; `alone` tells whether records are made of it where it
# is one with no other. `antecedent` is the finding before it that is the same, with score and reason, null if there is
# none; `whole` is the name of what hangs together so, which is that of its first item, and `joined` tells whether it is
# more than this one
item = Table(
    "item",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("finding", Key, primary_key=True),
    Column("document", Key, ForeignKey("document.id"), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("place", ShortText, nullable=False),
    Column("json", Text, nullable=False),
    Column("keyed_by", Text, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("antecedent", Key),
    Column("score", Float),
    Column("reason", Text),
    Column("whole", Key, nullable=False),
    Column("joined", Boolean, nullable=False),
    # with what is asked of those that wait, so that nobody has to look at the rows
    Index("item_document", "document", "kind", "finding", "whole", "joined", "alone"),
)
# most are by themselves, and do not stand in this one; in SQLite, the words have to be those of the statements
Index("item_whole", item.c.kind, item.c.whole, sqlite_where=text("joined = 1"), postgresql_where=item.c.joined)

# items that share a key can be one; `place` is that of the item, so that a key is walked in order. An article has
# hundreds of keys: which an item has is written beside it, and no index tells it
item_key = Table(
    "item_key",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", ShortText, primary_key=True),
    Column("place", ShortText, primary_key=True),
    Column("finding", Key, primary_key=True),
    sqlite_with_rowid=False,
)

# items whose group is to be made anew; those that are to choose their antecedent `anew`, since one before them that
# shares a key came, went, or has changed
ungrouped = Table(
    "ungrouped",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("finding", Key, primary_key=True),
    Column("anew", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# kinds of which an item has chosen an antecedent or none; as long as none has, all of them wait
decided = Table("decided", metadata, Column("kind", Text, primary_key=True))

# the records that were made of the items of a `whole`
product = Table(
    "product",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("whole", Key, primary_key=True),
    Column("layer", Text, primary_key=True),
    Column("id", Key, primary_key=True),
    sqlite_with_rowid=False,
)

# which documents a record of the whole pile is about
about = Table(
    "about",
    metadata,
    Column("layer", Text, primary_key=True),
    Column("document", Key, ForeignKey("document.id"), primary_key=True),
    Column("id", Key, primary_key=True),
    Index("about_id", "layer", "id"),
    sqlite_with_rowid=False,
)

# one row a current document; `json` is what it is about (see store/stories.py), `made_by` the stage that found out, ""
# as long as none did; `earliest` is the first day that it may be of, `digests` are its terms as numbers, ascending, 8
# bytes each, and `weights` what they weigh, 2 bytes each
bag = Table(
    "bag",
    metadata,
    Column("document", Key, ForeignKey("document.id"), primary_key=True),
    Column("made_by", Text, nullable=False),
    Column("earliest", Text),
    Column("digests", LargeBinary),
    Column("weights", LargeBinary),
    Column("json", Text),
    Index("bag_made_by", "made_by", "document"),
)

# terms, and the documents that are found by them (see store/bag_terms.py)
bag_term = Table(
    "bag_term",
    metadata,
    Column("term", ShortText, primary_key=True),
    Column("holders", LargeBinary, nullable=False),
)

# two documents, a < b, that are alike at all, and how much
likeness = Table(
    "likeness",
    metadata,
    Column("a", Key, ForeignKey("bag.document"), primary_key=True),
    Column("b", Key, ForeignKey("bag.document"), primary_key=True),
    Column("millionths", Integer, nullable=False),
    Index("likeness_b", "b", "a", "millionths"),
    sqlite_with_rowid=False,
)

# documents whose story is to be told anew
untold = Table("untold", metadata, Column("document", Key, primary_key=True))

# one row a story; `made_by` is the stage that found out whom its descriptions mean, "" as long as none did
cast = Table(
    "cast",
    metadata,
    Column("story", Key, primary_key=True),
    Column("made_by", Text, nullable=False),
    Index("cast_made_by", "made_by", "story"),
)

# one row a document whose text is in the index of reuse, or is to be; `made_by` is the stage that put it there, "" as
# long as none did. `prints` are the hashes of its text, ascending, 8 bytes each, `quoted` tells of each whether it
# stands in quotation marks only; `outlet` and `published` are those of the article; `stock` are the spans that are no
# text of its own, as JSON; null where it is not in the index. A document that is not `current` any more is to be taken
# out
printed = Table(
    "printed",
    metadata,
    Column("document", Key, ForeignKey("document.id"), primary_key=True),
    Column("made_by", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("outlet", Text),
    Column("published", Text),
    Column("stock", Text),
    Column("prints", LargeBinary),
    Column("quoted", LargeBinary),
    Index("printed_made_by", "made_by", "document"),
)

# the index itself, see store/reuse_pages.py
print_page = Table(
    "print_page",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("prints", LargeBinary, nullable=False),
    Column("documents", LargeBinary, nullable=False),
)

# prints that several documents hold: among how many families of copies they are spread, and the last of the documents
# that decide this, null where all do
shared_print = Table(
    "shared_print",
    metadata,
    Column("print", Integer, primary_key=True, autoincrement=False),
    Column("spread", Integer, nullable=False),
    Column("last", Key),
)

# two documents, a < b, that share enough prints to be compared, and what they share: `kind` is null where that is
# nothing, or not known yet; `passages` are the borders of spans, four numbers a passage, as JSON
pair = Table(
    "pair",
    metadata,
    Column("a", Key, ForeignKey("document.id"), primary_key=True),
    Column("b", Key, ForeignKey("document.id"), primary_key=True),
    Column("weight", Integer, nullable=False),
    Column("kind", Text),
    Column("containment", Float),
    Column("passages", Text),
    Index("pair_b", "b", "a"),
)

# the family that a document is of
kindred = Table(
    "kindred",
    metadata,
    Column("document", Key, ForeignKey("document.id"), primary_key=True),
    Column("family", Key, nullable=False),
    Index("kindred_family", "family", "document"),
)

# documents whose stock and pairs are to be found anew, pairs that are to be compared, documents whose family is to be
# traced and whose reuse is to be told
unvisited = Table("unvisited", metadata, Column("document", Key, primary_key=True))
uncompared = Table("uncompared", metadata, Column("a", Key, primary_key=True), Column("b", Key, primary_key=True))
untraced = Table("untraced", metadata, Column("document", Key, primary_key=True))

# what persons say, see store/corrections.py; `json` is the Correction as it was made, the columns beside it tell what
# has become of it since: `origin` is the document that it was made of, `document` where it holds now
correction = Table(
    "correction",
    metadata,
    Column("id", Key, primary_key=True),
    Column("at", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("finding", Key, nullable=False),
    Column("origin", Key, ForeignKey("document.id")),
    Column("document", Key, ForeignKey("document.id")),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Column("standing", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index("correction_document", "document", "at", "id"),
    Index("correction_origin", "origin", "at", "id"),
    Index("correction_at", "at", "id"),
    Index("correction_target", "target", "at", "id"),
)

# the rows of `record` in whose place those of a person stand, or nothing
overruled = Table(
    "overruled",
    metadata,
    *(
        Column(column.name, column.type, primary_key=column.primary_key, nullable=column.nullable)
        for column in record.c
    ),
    Index("overruled_document", "document"),
)

# entities of articles that by a person's word are not who the machine takes them for: the block that their profile is
# in instead. They are found by the ref and the id of the entity, or its name where the article was read anew
apart = Table(
    "apart",
    metadata,
    Column("ref", Text),
    Column("entity", Key),
    Column("name", Text, nullable=False),
    Column("block", ShortText, nullable=False),
    PrimaryKeyConstraint("ref", "entity").ddl_if(dialect="sqlite"),
    Index("apart_once", func.md5(column("ref")), "entity", unique=True).ddl_if(dialect="postgresql"),
)

# blocks in which a person has joined somebody, and the one that they are settled in together
united = Table(
    "united",
    metadata,
    Column("block", ShortText, primary_key=True),
    Column("whole", ShortText, nullable=False),
    Index("united_whole", "whole", "block"),
)

rejection = Table(
    "rejection",
    metadata,
    Column("ref", Text),
    Column("stage", Text),
    Column("reason", Text),
    PrimaryKeyConstraint("ref", "stage", "reason").ddl_if(dialect="sqlite"),
    Index("rejection_once", func.md5(column("ref")), "stage", func.md5(column("reason")), unique=True).ddl_if(
        dialect="postgresql"
    ),
)
