"""What articles know of their entities -> who is who: the tables `link`, `member`, `profile`, and entities of the pile.

As in store/linking.py: 1. what each article knows of its entities   2. equal profiles are one, however many articles
have it   3. the profiles of one block are resolved together, by one task.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

import msgspec
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from rashomon.errors import PipelineError
from rashomon.link import find_profiles, resolve_block
from rashomon.model import digest
from rashomon.pipeline import Stage
from rashomon.profiles import Profile
from rashomon.scale.across.records import Keep, Tables
from rashomon.scale.articles import layers_of
from rashomon.scale.rows import Row, map_groups, map_rows
from rashomon.store import FindProfiles, ResolveBlock
from rashomon.store.linking import members_of
from rashomon.store.places import row_of

__all__ = ["link_corpus"]

# a row of `member`, and of `profile` where an article knows what another one could know
_MEMBER = (
    "id string, document string, entity string, profile string, mentions bigint, statements bigint, "
    "block string, json string"
)
_RECORD = "layer string, id string, document string, start bigint, stop bigint, made_by string, json string"
# a row of `profile`, and of `record` where it is the first of an entity's
_PROFILE = (
    "id string, block string, json string, articles bigint, entity string, score double, reason string, "
    f"record struct<{_RECORD.replace(' string', ':string').replace(' bigint', ':bigint')}>"
)
_COUNTED = ("mention", "attribution", "entity")

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Profile).decode


def link_corpus(
    tables: Tables,
    stage: Stage,
    keep: Keep,
    find: FindProfiles = find_profiles,
    resolve: ResolveBlock = resolve_block,
) -> Mapping[str, DataFrame]:
    """Return who is who among the entities of all articles; see `pipeline.link_pile`."""
    articles = tables["articles"]
    layers = sorted({*stage.needs, *_COUNTED} & {*articles.columns})
    known = keep(
        map_rows(articles.select("id", *layers), partial(_know, find=find, needs=stage.needs, by=stage.by), _MEMBER)
    )
    profiles = (
        known.where("profile is not null")
        .groupBy(f.col("profile").alias("id"))
        .agg(
            f.first("block").alias("block"),
            f.first("json").alias("json"),
            f.countDistinct("document").alias("articles"),
        )
    )
    settled = keep(map_groups(profiles, ["block"], partial(_settle, resolve=resolve), _PROFILE, order=["id"]))
    return {
        "link": articles.select(f.col("id").alias("document"), f.lit(stage.by).alias("made_by")),
        "member": known.drop("block", "json"),
        "profile": settled.drop("record"),
        "record": settled.where("record is not null").select("record.*"),
    }


def _know(row: Row, find: FindProfiles, needs: Collection[str], by: str) -> Iterator[Row]:
    """Yield the members of an article, each with what is known of it."""
    layers = layers_of(row, {*needs, *_COUNTED})
    try:
        profiles = dict(find(**{name: layers[name] for name in needs}))
    except Exception as error:
        raise PipelineError(f"{by}: article {row['id']}: {type(error).__name__}: {error}") from error
    written = {entity: _encode(one).decode() for entity, one in profiles.items()}
    keys = {entity: digest(json) for entity, json in written.items()}
    for member in members_of(row["id"], layers, keys):
        one = profiles.get(member["entity"])
        yield {**member, "block": one and one.block, "json": written.get(member["entity"])}


def _settle(rows: list[Row], resolve: ResolveBlock) -> Iterator[Row]:
    """Yield the profiles of a block, and who each is."""
    profiles = [(_decode(row["json"]), row["articles"]) for row in rows]
    resolved = resolve(profiles)
    if [one.profile for one in resolved] != [one for one, _ in profiles]:
        block = rows[0]["block"]
        raise PipelineError(f"the block {block!r} has {len(profiles)} profiles; not each has an answer in its place")
    entities = {one.entity.id: one.entity for one in resolved}
    for row, one in zip(rows, resolved, strict=True):
        entity = entities.pop(one.entity.id, None)
        record = row_of(entity) if entity else None
        yield {**row, "entity": one.entity.id, "score": one.score, "reason": one.reason, "record": record}
