"""The articles of a pile -> its stories: what tells of one thing, with the follow-ups of later days.

1. `find_bag`: the telling words of an article, weighed by how rare they are in English, and its day   2. `likeness_of`:
cosine of two bags, the less the further apart their days are   3. `find_groups`: average linkage over those that are
alike at all   4. `make_story`: the record.
The weight of a word is a fixed one, so that the likeness of two articles depends on them alone: it is worked out once,
whatever the pile holds beside them, and copies of one text make no word common.
"""

from rashomon.link.story.bags import find_bag
from rashomon.link.story.linkage import find_groups, group_stories
from rashomon.link.story.nearness import LINKED, fade_between, liken, likeness_of
from rashomon.link.story.stories import BY, make_story

__all__ = [
    "BY", "LINKED", "fade_between", "find_bag", "find_groups", "group_stories", "liken", "likeness_of", "make_story",
]  # fmt: skip
