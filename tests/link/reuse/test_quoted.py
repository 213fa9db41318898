from __future__ import annotations

import pytest

from rashomon.link.reuse.quoted import quoted_mask


def inside(text: str) -> str:
    return "".join(c if quoted else "-" for c, quoted in zip(text, quoted_mask(text), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” twice", "--------“no”------"),
        ('He said "no" twice', '--------"no"------'),
        ("He said ''no'' twice", "--------''no''------"),
        ("Er sagte „nein“ zweimal", "---------„nein“--------"),
        ("Il dit «non» deux fois", "-------«non»----------"),
        ("“It goes\n“on” here", "“It goes-“on”-----"),
        ("He said “not\nyet” twice", "--------“not\nyet”------"),
        ('He said "not\nyet" twice', '--------"not\nyet"------'),
        ('"It goes\n"on" here', '"It goes-"on"-----'),
        ("“No end\n\nto it” here", "“No end" + "-" * 13),
        ('a 5" pipe and a 6" one', "-" * 22),
        ("nothing at all", "-" * 14),
    ],
)
def test_what_stands_in_quotation_marks(text: str, expected: str) -> None:
    assert expected == inside(text)
