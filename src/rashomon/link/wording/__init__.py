"""The articles of a pile -> how outlets word what they tell: whose voices they carry, what they call whom.

Nothing here is stored: it is worked out from what stands in the store when somebody asks. `Page` holds the layers of
one article, `printed` which articles count; what follows from them are the records Voice, Label and Contrast.
"""

from rashomon.link.wording.contrasts import contrast_agents, contrast_assertions
from rashomon.link.wording.labels import find_labels
from rashomon.link.wording.page import Page, Printed, printed
from rashomon.link.wording.voices import find_voices

__all__ = [
    "Page", "Printed", "contrast_agents", "contrast_assertions", "find_labels", "find_voices", "printed",
]  # fmt: skip
