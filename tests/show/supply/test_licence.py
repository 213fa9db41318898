"""What a package says of its licence, in SPDX's terms where that is clear."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import PackageMetadata
from typing import cast

import pytest

from rashomon.show.supply.licence import is_spdx, licence_of

OSI = "License :: OSI Approved :: "


def metadata(*lines: tuple[str, str]) -> PackageMetadata:
    message = Message()
    for key, value in lines:
        message[key] = value
    return cast(PackageMetadata, message)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("License-Expression", "MIT AND PSF-2.0")], "MIT AND PSF-2.0"),
        ([("License", "Apache 2.0")], "Apache-2.0"),
        ([("License", "MIT License"), ("Classifier", f"{OSI}BSD License")], "MIT"),
        ([("Classifier", f"{OSI}MIT License")], "MIT"),
        # the field names no licence, the classifier does
        ([("License", "LGPL"), ("Classifier", f"{OSI}GNU Lesser General Public License v2 or later (LGPLv2+)")],
         "LGPL-2.0-or-later"),
        # the field holds the text of the licence
        ([("License", "Copyright (c) Ann Roe\n\nPermission is ..."), ("Classifier", f"{OSI}MIT License")], "MIT"),
        # which of the BSD licences is not said, and not guessed
        ([("License", "BSD"), ("Classifier", f"{OSI}BSD License")], "BSD"),
        ([("Classifier", f"{OSI}MIT License"), ("Classifier", f"{OSI}BSD License")], "MIT / BSD License"),
        ([("Classifier", "Topic :: Text Processing")], "not said"),
        ([], "not said"),
    ],
)  # fmt: skip
def test_a_licence_is_what_the_package_says(lines: list[tuple[str, str]], expected: str) -> None:
    assert expected == licence_of(metadata(*lines))


def test_a_name_of_ours_for_a_licence_is_an_expression_and_a_family_of_licences_is_none() -> None:
    assert is_spdx("CC-BY-4.0 AND LicenseRef-WordNet-3.1")
    assert not is_spdx("BSD")
    assert not is_spdx("not said")
