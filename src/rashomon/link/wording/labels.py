"""The mentions of many articles -> what each outlet calls whom, and in whose words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.link.cast.phrases import words_of
from rashomon.link.wording.acting import Countries
from rashomon.link.wording.intervals import interval
from rashomon.link.wording.page import Page, Printed
from rashomon.link.wording.titles import part_name
from rashomon.model import Label, LabelForm, Mention, Passage, Span, WordsOf, digest

__all__ = ["BY", "find_labels"]

BY = "label/1"
_OWNERS = frozenset({"my", "your", "our", "his", "her", "its", "their"})


class Use(NamedTuple):
    """One place where somebody is called something."""

    entity: str
    outlet: str
    voice: WordsOf
    form: LabelForm
    words: str
    passage: Passage


def find_labels(pages: Iterable[Page], known: Printed, acting: bool = True) -> list[Label]:
    """Return what each outlet calls everybody whom the pile knows, by the normalised words.

    Who is called by most different words stands first. Pronouns are no labels, nor is a people that only tells whose
    something is (`Halvian guns`). A text that an outlet has several times counts once. To look for words for those who
    are `acting` for a country or a body takes most of the time; nobody else has any.
    """
    countries = Countries()
    uses: list[Use] = []
    for_others: list[tuple[str, Use]] = []
    for page in pages:
        countries.learn(page)
        if page.document.id in known.skipped:
            continue
        uses += _uses(page)
        if acting:
            for_others += [(whose, _use(page, "", "acting", span)) for whose, span in countries.acting(page)]
    uses += [use._replace(entity=e) for whose, use in for_others if (e := countries.entity(whose)) is not None]
    return list(_labels(uses, known))


def _uses(page: Page) -> Iterator[Use]:
    for span, entity in page.descriptions():
        yield _use(page, entity, "description", span)
    for mention in page.mentions:
        whom = page.entity_of(mention)
        if whom is not None and mention.form == "name" and not _is_adjective(mention, page):
            title, name = part_name(page.text, mention)
            yield _use(page, whom, "name", name)
            if title is not None and not page.describes(title):
                yield _use(page, whom, "title", title)


def _is_adjective(mention: Mention, page: Page) -> bool:
    return mention.kind == "nationality" and not mention.span.of(page.text).endswith("s")


def _use(page: Page, entity: str, form: LabelForm, span: Span) -> Use:
    words = normalise(span.of(page.text))
    return Use(
        entity, page.outlet or "", page.words_of(span), form, words, Passage(document=page.document.id, span=span)
    )


def normalise(phrase: str) -> str:
    """Return the words of a label without what case, line breaks, articles, owners and a possessive add to them."""
    words = re.sub(r"(?:'s|’s|'|’)$", "", " ".join(phrase.casefold().split())).split()
    small = words_of("determiner") | _OWNERS
    while len(words) > 1 and words[0] in small:
        words = words[1:]
    return " ".join(words)


def _labels(uses: Sequence[Use], known: Printed) -> Iterator[Label]:
    of = Counter((use.entity, use.outlet, use.voice) for use in uses)
    groups: defaultdict[tuple[str, str, WordsOf, LabelForm, str], list[Passage]] = defaultdict(list)
    for use in uses:
        groups[use[:5]].append(use.passage)
    weight = Counter(use.entity for use in uses)
    variety = Counter(entity for entity, _ in {(use.entity, use.words) for use in uses})

    def rank(key: tuple[str, str, WordsOf, LabelForm, str]) -> tuple[object, ...]:
        entity, outlet, voice, form, words = key
        return -variety[entity], -weight[entity], entity, outlet, _VOICES[voice], -len(groups[key]), words, form

    for key in sorted(groups, key=rank):
        entity, outlet, voice, form, words = key
        passages = sorted(groups[key], key=lambda p: (p.document, p.span))
        low, high = interval(len(passages), of[entity, outlet, voice])
        yield Label(
            id=digest("label", *key), by=BY, entity=entity, outlet=outlet or None, words=words, form=form, voice=voice,
            count=len(passages), of=of[entity, outlet, voice], low=low, high=high,
            articles=len({p.document for p in passages}), copied=sum(p.document in known.copied for p in passages),
            passages=tuple(passages),
        )  # fmt: skip


_VOICES: Mapping[WordsOf, int] = {"outlet": 0, "attributed": 1, "quoted": 2}
