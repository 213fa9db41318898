"""A stub: the pages of this part of the reading room are being written."""

from __future__ import annotations

from typing import Any

__all__ = ["PAGES"]

PAGES: tuple[Any, ...] = ()
