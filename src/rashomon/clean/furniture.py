"""Blocks -> which of them, and which stretches in them, are furniture by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rashomon.clean.blocks import Block
from rashomon.data import table

# a cue at the start of a longer block is more likely the opening of a paragraph
MAX_WORDS = {"start": 60, "any": 150}
# a link to another article is a headline: short, and without the full stop of a sentence
MAX_LINK_WORDS = 20
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
    rf"(?:is|was|has been) (?:an?|the|our)? ?(?:[\w-]+ ){{0,3}}?{NOTE_ROLE}"
    r"|(?:is|was) (?:based in|the author of)|(?:writes|reports|covers|teaches|contributes|blogs|tweets)\b",
)
NOTE_APPOSITION = re.compile(rf"[\w'’. -]{{4,50}}, (?:an? |the )?(?:[\w-]+ ){{0,2}}?{NOTE_ROLE}")
CONTACT = re.compile(
    r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|@\w{2,30}|https?://\S+|www\.\S+)"
)


@cache
def _cues(where: str) -> re.Pattern[str]:
    """Return one pattern for all cues of a kind; a space in a cue stands for any white space."""
    patterns = [row[1].replace(" ", r"\s") for row in table("clean/furniture.tsv") if row[0] == where]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


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
    if not bare or _cues("line").fullmatch(bare) or _cues("line").fullmatch(plain):
        return "a label of the page"
    if block.words <= MAX_WORDS["start"] and _cues("start").match(plain):
        return "speaks to the reader about the page"
    if block.words <= MAX_WORDS["any"] and _cues("any").search(plain):
        return "stock text of the page"
    if CONTACT.search(plain) and not re.search(r"[^\W\d_]{4,}", CONTACT.sub("", plain).replace("Twitter", "")):
        return "an address or a number to write to"
    return None


def _heads_list(block: Block) -> bool:
    return not block.closed and bool(_cues("head").fullmatch(block.plain.strip(EDGES)))


def _links_below(blocks: Sequence[Block], head: int) -> Iterator[int]:
    """Yield the short lines under the heading of a list, up to the next running text."""
    for i in range(head + 1, len(blocks)):
        block = blocks[i]
        if block.is_prose or block.words > MAX_LINK_WORDS or block.text.endswith((".", ".”", '."', ":")):
            return
        yield i


def find_inline(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the stretches of furniture inside a block of running text, as offsets into the text."""
    for match in _cues("inline").finditer(block.text):
        yield block.start + match.start(), block.start + match.end()


def is_author_note(block: Block, names: Sequence[str]) -> bool:
    """Tell whether the block says who the author is; `names` are those of the byline, if there is one."""
    plain = block.plain
    if block.words > 80:
        return False
    for name in names:
        for form in (name, name.split()[-1]):
            if plain.startswith(form) and NOTE.match(plain[len(form) :].lstrip(" ,")):
                return True
    return False


def is_author_apposition(block: Block) -> bool:
    """Tell whether the block is a name and a profession, and no sentence: who signs an article at its end."""
    return block.words <= 40 and not block.closed and bool(NOTE_APPOSITION.match(block.plain))


def find_repeats(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the pull quotes: stand-alone lines whose words stand in a longer block as well."""
    texts = [_words(block) for block in blocks]
    found: dict[int, str] = {}
    for i, words in enumerate(texts):
        if not 8 <= len(words) <= 60 or blocks[i].text.endswith((".", ":")):
            continue
        for j, others in enumerate(texts):
            if i != j and len(others) > len(words) and _shares_run(words, others):
                found[i] = "repeats words of another paragraph"
                break
    return found


def _words(block: Block) -> list[str]:
    return re.findall(r"\w+", block.text.lower())


def _shares_run(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether three quarters of `words` stand in `others` in one piece."""
    size = max(8, len(words) * 3 // 4)
    text = " " + " ".join(others) + " "
    return any(f" {' '.join(words[i : i + size])} " in text for i in range(len(words) - size + 1))
