"""Raw bytes -> canonical text, what each part of it is, and what the article is."""
