"""The words of one article -> the language they are in, or None where there is too little to judge by."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Of 4,668 English sentences and headlines of five words or more, none was called another language with more than
# .90; of 3,200 sentences in other languages of nine words or more, 94 to 99 % were. Lists of foreign names reach .95.
MIN_PROBABILITY = 0.95
MIN_LETTERS = 40
# another script betrays itself sooner
MIN_LETTERS_NOT_LATIN = 10
JUDGED_CHARACTERS = 20_000
# Little words of English, how many of them a text has at least that is taken for English by them alone, and how many a
# character: of 2,560 articles and paragraphs nine in ten have that share. Half of an article in another language leaves
# fewer; so should a language that has some of these words, such as Dutch or Nigerian Pidgin, which was not measured.
PLAIN_ENGLISH = frozenset(
    {"the", "of", "and", "that", "was", "were", "is", "are", "has", "had", "have", "been", "his", "her", "he", "she"}
    | {"it", "they", "their", "which", "this", "would", "will"}
)
MIN_PLAIN, MIN_PLAIN_SHARE = 10, 0.02


def identify(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, None if it is too short or too mixed to be judged.

    English is what names hide: it is believed at any probability. A script that is not Latin is never English, so the
    best guess at its language will do.
    """
    sample = text[:JUDGED_CHARACTERS]
    if _is_plain_english(sample):
        return "en"
    letters = [char for char in sample if char.isalpha()]
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters[:1000])
    is_latin = latin * 2 >= len(letters[:1000])
    if len(letters) < (MIN_LETTERS if is_latin else MIN_LETTERS_NOT_LATIN):
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if language == "en" or not is_latin or probability >= MIN_PROBABILITY else None


def _is_plain_english(sample: str) -> bool:
    """Tell whether a look at the little words is enough: to weigh all words takes ten times as long."""
    plain = sum([word in PLAIN_ENGLISH for word in sample.lower().split()])
    return plain >= max(MIN_PLAIN, MIN_PLAIN_SHARE * len(sample))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second to load: only when needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
