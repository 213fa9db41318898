"""Records -> a store and back: one transaction an article, full-text search, every offset checkable again."""

from rashomon.store.check import Fault, check_store
from rashomon.store.database import describe, shown
from rashomon.store.deciding import FIXED, Found, Ruling
from rashomon.store.linking import FindProfiles, ResolveBlock
from rashomon.store.paging import Order, PageOf
from rashomon.store.references import FindReferences
from rashomon.store.selection import NARRATOR, Selection
from rashomon.store.view import Days, Hit, Standing, View, open_view
from rashomon.store.writer import Writer, open_writer

__all__ = [
    "FIXED",
    "NARRATOR",
    "Days",
    "Fault",
    "FindProfiles",
    "FindReferences",
    "Found",
    "Hit",
    "Order",
    "PageOf",
    "ResolveBlock",
    "Ruling",
    "Selection",
    "Standing",
    "View",
    "Writer",
    "check_store",
    "describe",
    "open_view",
    "open_writer",
    "shown",
]
