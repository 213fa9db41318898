"""The entities of many articles -> who is who in the pile.

1. `find_profiles`: what each article knows of somebody   2. `resolve_block`: which of them are one
`same_name` judges two names with nothing else known of them.
"""

from rashomon.link.identity.blocks import BY, resolve_block
from rashomon.link.identity.names import same_name
from rashomon.link.identity.profiles import find_profiles

__all__ = ["BY", "find_profiles", "resolve_block", "same_name"]
