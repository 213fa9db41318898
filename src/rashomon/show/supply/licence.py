"""The metadata of an installed package -> its licence, in SPDX's terms where it says enough for that."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageMetadata

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

__all__ = ["UNKNOWN", "is_spdx", "licence_of"]

# nothing that the package says tells; never guessed
UNKNOWN = "not said"

# what authors write where SPDX's name was meant. "BSD" alone does not tell which of several, and stays as it is
_MEANT = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "3-clause bsd license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "the bsd 2-clause license": "BSD-2-Clause",
    "gnu lesser general public license v2 or later (lgplv2+)": "LGPL-2.0-or-later",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
    "the unlicense (unlicense)": "Unlicense",
}
_CLASSIFIER = "License :: OSI Approved :: "
# the field may hold the whole text of a licence; a name is not longer than this
_LONGEST_NAME = 60


def licence_of(metadata: PackageMetadata) -> str:
    """Return the licence as an SPDX expression; in the package's own words where these are no name of SPDX's.

    Looked at in turn: License-Expression (PEP 639), the field License, the classifiers. UNKNOWN if none says anything.
    """
    said = [line for line in (_meant(text) for text in _said(metadata)) if line]
    # the first that SPDX knows tells more than one before it that it does not
    return next((line for line in said if is_spdx(line)), said[0] if said else UNKNOWN)


def is_spdx(licence: str) -> bool:
    """Tell whether this is an expression of SPDX licences."""
    try:
        return bool(canonicalize_license_expression(licence))
    except InvalidLicenseExpression:
        return False


def _said(metadata: PackageMetadata) -> Iterable[str]:
    yield from metadata.get_all("License-Expression", [])
    yield from metadata.get_all("License", [])
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith(_CLASSIFIER)]
    # several may be a choice, or parts under each; they do not say
    yield " / ".join(_meant(c.removeprefix(_CLASSIFIER)) for c in classifiers)


def _meant(text: str) -> str:
    name = text.strip()
    if "\n" in name or len(name) > _LONGEST_NAME:
        return name if is_spdx(name) else ""
    return _MEANT.get(name.casefold(), name)
