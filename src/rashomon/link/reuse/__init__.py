"""Articles -> the text that they share: prints to find each other by, stock text, aligned passages, kinds of reuse."""

from rashomon.link.reuse.compare import Comparison, Prepared, compare, prepare
from rashomon.link.reuse.pile import find_reuse
from rashomon.link.reuse.prints import Prints, is_kin, take_prints
from rashomon.link.reuse.stock import CANDIDATE, COMMON, SAMPLE, STOCK, find_stock, spread_of, weigh

__all__ = [
    "CANDIDATE", "COMMON", "SAMPLE", "STOCK", "Comparison", "Prepared", "Prints", "compare", "find_reuse",
    "find_stock", "is_kin", "prepare", "spread_of", "take_prints", "weigh",
]  # fmt: skip
