"""Every data file of the package has a licence, an origin and its digest: `make manifest` after a change."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

from rashomon.data.manifest import Shipped, shipped
from rashomon.show.supply.licence import is_spdx
from supply.manifest import DATA, MANIFEST, renew

ROOT = Path(__file__).parents[2]


def test_the_manifest_is_what_lies_there() -> None:
    manifest = (DATA / MANIFEST).read_text("utf-8")

    assert renew(manifest, DATA) == manifest, "run: make manifest"


def test_every_file_says_its_licence_what_made_it_and_from_what() -> None:
    unsaid = [file.file for file in shipped() if "?" in (file.licence, file.made_by, file.source)]

    assert not unsaid
    assert [] == [file.file for file in shipped() if not is_spdx(file.licence)]


def test_a_script_that_made_a_file_lies_in_the_repository() -> None:
    scripts = {file.made_by for file in shipped()} - {"by hand", "copied, unchanged", "make lock"}

    assert scripts
    assert not [script for script in scripts if not (ROOT / script).is_file()]


def test_the_package_says_all_licences_of_its_files() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert set(project["license"].split(" AND ")) == {part for f in shipped() for part in f.licence.split(" AND ")}


def test_a_licence_that_is_not_spdx_s_own_stands_in_a_notice() -> None:
    own = {name for f in shipped() for name in re.findall(r"LicenseRef-[\w.-]+", f.licence)}
    own.remove("LicenseRef-public-domain")
    notices = "".join(path.read_text("utf-8") for path in DATA.glob("*/NOTICE.md"))

    assert {"LicenseRef-WordNet-3.1"} == own
    assert all(f"`{name}`" in notices for name in own)


def test_a_new_file_gets_a_row_to_fill_in_and_a_file_that_is_gone_loses_its_own(tmp_path: Path) -> None:
    (tmp_path / "birds.tsv").write_bytes(b"heron\n")
    (tmp_path / "code.py").write_bytes(b"")
    digest = hashlib.sha256(b"heron\n").hexdigest()

    renewed = renew("# columns\nfish.tsv\tMIT\tby hand\town work\t00\n", tmp_path)

    assert f"# columns\nbirds.tsv\t?\t?\t?\t{digest}\n" == renewed
    assert renewed.replace("?\t?\t?", "MIT\tby hand\town work") == renew(
        "# columns\nbirds.tsv\tMIT\tby hand\town work\t00\n", tmp_path
    )


def test_a_file_that_was_changed_or_is_gone_is_not_whole() -> None:
    cues = next(file for file in shipped() if file.file == "attribution/cues.tsv")

    assert cues.is_whole()
    assert not cues._replace(sha256="0" * 64).is_whole()
    assert not Shipped("attribution/no-such-file.tsv", "MIT", "by hand", "own work", cues.sha256).is_whole()
