"""The parse of one article -> findings of one article."""

from rashomon.extract.attribution import find_attributions
from rashomon.extract.mention import find_mentions

__all__ = ["find_attributions", "find_mentions"]
