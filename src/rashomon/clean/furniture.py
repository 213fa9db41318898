"""Blocks -> which of them, and which stretches in them, are furniture by what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from rashomon.clean.blocks import Block
from rashomon.clean.dates import date_pattern
from rashomon.data import table

# a cue at the start of a longer block is more likely the opening of a paragraph
MAX_WORDS = {"start": 60, "any": 150}
# a link to another article is a headline: short, and without the full stop of a sentence
MAX_LINK_WORDS = 20
# eight words in a row are no chance
PULL_QUOTE_WORDS = 8
QUOTES = "\"'“”‘’«»"
EDGES = " \t\"'“”‘’«»‹›()[]{}.,;:!?…|/\\*_-–—•·+×→←↑↓▼▲►▶#0123456789"
# an author note: "Ana Reyes is a fellow at ...", "Ana Reyes, columnist, expert on ..., exclusively for ..."
NOTE_ROLE = (
    r"(?:(?:senior|staff|regular|frequent|freelance|independent|veteran|former|retired|political|military|"
    r"contributing|associate|managing|deputy|award-winning|investigative|national|foreign|adjunct|visiting)[, ]+)*"
    r"(?:member|contributor|columnist|writer|reporter|correspondent|editor|journalist|author|researcher|analyst|"
    r"fellow|professor|lecturer|expert|scholar|historian|commentator|blogger|activist|director|founder|host|"
    r"producer|student|graduate|observer|consultant|economist|lawyer|attorney|diplomat|officer|scientist)\b"
)
NOTE = re.compile(
    rf"(?:is|was|has been)(?: an?| the| our)? (?:[\w-]+ ){{0,3}}?{NOTE_ROLE}"
    r"|(?:is|was) (?:based in|the author of)|(?:writes|reports|covers|teaches|contributes|blogs|tweets)\b"
)
FULL_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+(?: [A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*){1,3}")
SIGNATURE = re.compile(rf"{FULL_NAME.pattern}, (?:an? |the )?(?:[\w-]+ ){{0,2}}?{NOTE_ROLE}")
MAX_SIGNATURE_WORDS = 40
CONTACT = re.compile(
    r"(?:(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|@\w{2,30}|https?://\S+|www\.\S+)"
)
CONTACT_WORDS = {"or", "and", "at", "on", "twitter", "email", "e", "mail", "phone", "tel", "contact", "fax"}


@cache
def _cues(where: str) -> re.Pattern[str]:
    """Return one pattern for all cues of a kind; a space in a cue stands for any white space."""
    patterns = [row[1] for row in table("clean/furniture.tsv") if row[0] == where]
    return _compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def _hinted_cues(where: str) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    rows = [row for row in table("clean/furniture.tsv") if row[0] == where]
    return tuple((tuple(row[2].split("|")), _compile(row[1])) for row in rows)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)


def _find_hinted(where: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the cues of a kind, trying only those of which a hint stands in the text."""
    lower = text.lower()
    for hints, pattern in _hinted_cues(where):
        for hint in hints:
            if hint in lower:
                yield from pattern.finditer(text)
                break


def find_cues(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the index of each block that is furniture by its own words, and why."""
    found: dict[int, str] = {}
    for i, block in enumerate(blocks):
        reason = _cue(block)
        if reason:
            found[i] = reason
    for i in [i for i, block in enumerate(blocks) if _heads_list(block)]:
        found[i] = "heads a list of links"
        found |= dict.fromkeys(_links_below(blocks, i), "in a list of links")
    return found


def _cue(block: Block) -> str | None:
    plain = block.plain
    bare = plain.strip(EDGES)
    if date_pattern().fullmatch(plain):
        return None  # a stamp of figures alone
    if not bare or _cues("line").fullmatch(bare) or _cues("line").fullmatch(plain):
        return "a label of the page"
    if block.words <= MAX_WORDS["start"] and _cues("start").match(plain):
        return "speaks to the reader about the page"
    if block.words <= MAX_WORDS["any"] and any(_find_hinted("any", plain)):
        return "stock text of the page"
    if block.words <= MAX_LINK_WORDS and CONTACT.search(plain) and _is_contact(plain):
        return "an address or a number to write to"
    return None


def _is_contact(plain: str) -> bool:
    """Tell whether nothing but a name stands beside the addresses and numbers."""
    words = re.findall(r"[^\W\d_]+", CONTACT.sub("", plain))
    others = [word for word in words if word.casefold() not in CONTACT_WORDS]
    return len(others) <= 3 and all(word[0].isupper() for word in others)


def _heads_list(block: Block) -> bool:
    return not block.closed and bool(_cues("head").fullmatch(block.plain.strip(EDGES)))


def _links_below(blocks: Sequence[Block], head: int) -> Iterator[int]:
    """Yield the short lines under the heading of a list, up to the next running text."""
    for i in range(head + 1, len(blocks)):
        block = blocks[i]
        if block.words > MAX_LINK_WORDS or block.text.endswith((".", ".”", '."', ":")):
            return
        yield i


def find_inline(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the stretches of furniture inside a block of running text, as offsets into the text."""
    for match in _find_hinted("inline", block.text):
        yield block.start + match.start(), block.start + match.end()


def is_author_note(block: Block, names: Sequence[str], above: str) -> bool:
    """Tell whether the block says who the author is.

    It opens with one of `names`, those of the byline, or with a full name that the text `above` does not mention.
    """
    plain = block.plain
    if block.words > MAX_WORDS["start"]:
        return False
    known = [form for name in names for form in (name, " ".join(name.split()[:2]), name.split()[-1])]
    stranger = FULL_NAME.match(plain)
    if stranger and stranger[0] not in above:
        known.append(stranger[0])
    return any(plain.startswith(name) and NOTE.match(plain[len(name) :].lstrip(" ,(")) for name in known)


def is_signature(block: Block) -> bool:
    """Tell whether the block is a name and a profession, and no sentence: how an article is signed at its end."""
    return block.words <= MAX_SIGNATURE_WORDS and not block.closed and bool(SIGNATURE.match(block.plain))


def find_repeats(blocks: Sequence[Block], body: Sequence[int]) -> list[int]:
    """Return the pull quotes: stand-alone lines whose words stand in one piece in a paragraph as well."""
    candidates = [i for i in body if _may_be_pull_quote(blocks[i])]
    if not candidates:
        return []
    words = {i: re.findall(r"[^\W\d_]+", blocks[i].text.lower()) for i in body}
    stands_in: dict[tuple[str, ...], set[int]] = {gram: set() for i in candidates for gram in _grams(words[i])}
    for i in body:
        if blocks[i].is_prose:
            for gram in stands_in.keys() & _grams(words[i]):
                stands_in[gram].add(i)
    return [i for i in candidates if _is_repeated(i, words, stands_in)]


def _may_be_pull_quote(block: Block) -> bool:
    """Tell whether the block is no sentence of its own: not closed like one, or one quotation set apart."""
    is_quotation = block.text[0] in QUOTES and block.text[-1] in QUOTES
    is_open = is_quotation or not (block.closed or block.text.endswith(":"))
    return PULL_QUOTE_WORDS <= block.words <= MAX_WORDS["start"] and is_open


def _is_repeated(i: int, words: dict[int, list[str]], stands_in: dict[tuple[str, ...], set[int]]) -> bool:
    """Tell whether three quarters of the words stand in one other, longer block."""
    shared = Counter(j for gram in _grams(words[i]) for j in stands_in.get(gram, ()) if len(words[j]) > len(words[i]))
    needed = max(PULL_QUOTE_WORDS, len(words[i]) * 3 // 4) - PULL_QUOTE_WORDS + 1
    return any(count >= needed for count in shared.values())


def _grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[k:] for k in range(PULL_QUOTE_WORDS)), strict=False)
