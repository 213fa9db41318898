"""Raw bytes -> canonical text, what each part of it is, and what the article is."""

from rashomon.clean.document import BY, clean_document

__all__ = ["BY", "clean_document"]
