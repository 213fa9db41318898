"""The classes and properties of schema.org (release 28) that our exports use: a property is that of the class or an
ancestor of it.
"""

from __future__ import annotations

from typing import Any

THING = {"name", "description", "identifier", "url", "subjectOf"}
CREATIVE_WORK = THING | {
    "author", "publisher", "inLanguage", "datePublished", "headline", "keywords", "text", "isPartOf", "isBasedOn",
    "about",
}  # fmt: skip
CLASSES = {
    "NewsArticle": CREATIVE_WORK | {"articleBody"},
    "Quotation": CREATIVE_WORK | {"spokenByCharacter"},
    "Claim": CREATIVE_WORK | {"appearance", "firstAppearance"},
    "Event": THING | {"startDate", "endDate", "location", "about", "keywords"},
    "Person": THING,
    "Organization": THING,
    "Place": THING,
    "Thing": THING,
    "PropertyValue": THING | {"value", "propertyID"},
}
# what a property may lead to, where that is not left open
RANGES = {
    "spokenByCharacter": ("Person", "Organization"),
    "publisher": ("Organization", "Person"),
    "location": ("Place",),
    "subjectOf": ("NewsArticle",),
}


def faults_of(node: Any) -> list[str]:
    """Return what is no class of schema.org, or no property of its class, in a node and those inside it."""
    if isinstance(node, list):
        return [fault for one in node for fault in faults_of(one)]
    if not isinstance(node, dict):
        return []
    kind = node.get("@type", "")
    own = {name for name in node if not name.startswith("@")}
    # of what has no class, nothing is said but what it is called
    here = [f"{kind}.{name}" for name in sorted(own - CLASSES.get(kind, {"name"}))]
    out_of_range = [
        f"{name}: {value['@type']}"
        for name, value in node.items()
        if name in RANGES and value.get("@type", RANGES[name][0]) not in RANGES[name]
    ]
    return here + out_of_range + [fault for value in node.values() for fault in faults_of(value)]
