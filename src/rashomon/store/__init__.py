"""Records -> a store and back: one transaction an article, full-text search, every offset checkable again."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rashomon.store.database import describe, shown
from rashomon.store.deciding import FIXED, Found, Ruling
from rashomon.store.paging import Order, PageOf
from rashomon.store.selection import NARRATOR, Selection
from rashomon.store.view import Days, Hit, Standing, View, open_view

if TYPE_CHECKING:
    from rashomon.store.check import Fault, check_store
    from rashomon.store.linking import FindProfiles, ResolveBlock
    from rashomon.store.references import FindReferences
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

# who only reads a store does not wait for what writes and checks one
_LATER = {
    "Fault": "check",
    "FindProfiles": "linking",
    "FindReferences": "references",
    "ResolveBlock": "linking",
    "Writer": "writer",
    "check_store": "check",
    "open_writer": "writer",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"rashomon.store.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
