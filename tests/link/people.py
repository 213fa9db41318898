"""Names, descriptions and offices -> the profiles of an article that mentions them, for the tests of who is who."""

from __future__ import annotations

from rashomon.link.identity import find_profiles
from rashomon.model import Article, Dating, Document, Entity, EntityKind, Mention, Office, Span, digest
from rashomon.profiles import Profile

Described = tuple[str, EntityKind, Office | None]


def article(
    *names: str | Described, published: str | None = "2023-07-11", dating: tuple[Dating, ...] = ()
) -> list[Profile]:
    """Return the profiles of an article that mentions these: names of people, or (words, kind, office).

    Words that start with a small letter are a description; `A = B` gives the entity A the alias B; behind `?` stands a
    name whose kind is a guess.
    """
    document = Document(id="0" * 16, text="x" * 99, ref="a.txt", text_sha256="", raw_sha256="", media_type="text/plain")
    mentions, entities = [], []
    for number, given in enumerate(names):
        words, kind, office = given if isinstance(given, tuple) else (given, "person", None)
        name, *aliases = words.removeprefix("?").split(" = ")
        entity = Entity(
            id=digest(name, str(number)), by="t/1", name=name, kind=kind, aliases=tuple(aliases), document=document.id,
            score=0.7 if words.startswith("?") else 1.0,
        )  # fmt: skip
        entities.append(entity)
        mentions.append(
            Mention(
                id=digest("m", entity.id),
                by="t/1",
                document=document.id,
                span=Span(number, number + 1),
                kind=kind,
                form="nominal" if name[0].islower() else "name",
                entity=entity.id,
                office=office,
            )
        )
    about = Article(id="a", by="t/1", document=document.id, published=published)
    return [profile for _, profile in find_profiles(document, about, dating, mentions, entities)]
