"""The list of stages and the runner: the only room that knows the order.

`stage` says what a stage is, `stages` which there are, `article` takes one input along those over documents, `across`
one store along those over the corpus, and `pile` many inputs into a store, by one process or several.
"""

from rashomon.pipeline.across import REUSING, compare_pile, link_pile, sort_pile
from rashomon.pipeline.article import read_article, read_safely
from rashomon.pipeline.items import group_pile, resolve_references
from rashomon.pipeline.pile import Summary, read_pile, relink
from rashomon.pipeline.stage import Layers, Stage, check, records_of
from rashomon.pipeline.stages import ATTRIBUTION, STAGES, STAGES_BY_RULES, signature, with_longest

__all__ = [
    "ATTRIBUTION",
    "REUSING",
    "STAGES",
    "STAGES_BY_RULES",
    "Layers",
    "Stage",
    "Summary",
    "check",
    "compare_pile",
    "group_pile",
    "link_pile",
    "read_article",
    "read_pile",
    "read_safely",
    "records_of",
    "relink",
    "resolve_references",
    "signature",
    "sort_pile",
    "with_longest",
]
