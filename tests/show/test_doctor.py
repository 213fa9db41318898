"""What works here and what does not: what nobody needs is left out, not missing."""

from __future__ import annotations

import pytest

from rashomon.show import doctor
from rashomon.show.doctor import Finding


def test_an_extra_that_is_not_installed_is_left_out_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "EXTRAS", (("no-such-package-of-ours", "doors", "reads clay tablets"),))

    found = list(doctor._extras())

    expected = Finding("no-such-package-of-ours", "left out", "reads clay tablets: pip install 'rashomon[doors]'")
    assert [expected] == found
