"""The articles of one story -> who is who among them, and whom descriptions mean that their article does not name.

1. `find_figures`: everybody and everything that an article tells of, free of offsets 2. `resolve_story`: which figures
of several articles are one 3. `find_references`: the same for articles as they stand in the store, as records.
"""

from rashomon.link.cast.figures import Deed, Figure, find_figures
from rashomon.link.cast.phrases import Description, describe
from rashomon.link.cast.references import find_references
from rashomon.link.cast.resolution import Cast, resolve_story

__all__ = [
    "Cast", "Deed", "Description", "Figure", "describe", "find_figures", "find_references", "resolve_story",
]  # fmt: skip
