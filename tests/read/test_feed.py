"""RSS and Atom files, and lists of them -> one article an entry, and what is said of each."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import pytest

from rashomon.clean import clean_document
from rashomon.model import Declared, RawDocument, Rejection
from rashomon.read import read_inputs
from rashomon.read.feed import MAX_LOOSE_BYTES
from tests.read.made import FEED, read


def text_of(raw: RawDocument) -> str:
    return str(clean_document(raw)["document"].text)


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.rss.gz"])
def test_each_entry_is_an_article_by_its_link(tmp_path: Path, name: str) -> None:
    content = FEED.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    (summary, whole), reasons = read(tmp_path / name)

    assert {} == reasons
    assert ("https://harbour.example/1#summary", "the summary in its feed") == (summary.ref, summary.only)
    assert ("https://harbour.example/2", None) == (whole.ref, whole.only)
    assert (
        Declared(
            title="Ferry & tug collide",
            outlet="The Harbour Post",
            date="Sun, 04 May 2031 23:30:00 -0500",
            url="https://harbour.example/1",
            author="Ines Calder",
        )
        == summary.declared
    )


def test_a_feed_may_be_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(
        FEED.replace("utf-8", "utf-16").replace("Two boats", "Zwölf Boote").encode("utf-16")
    )
    (tmp_path / "b.rss").write_bytes(FEED.replace("utf-8", "windows-1252").replace("/1<", "/3<").encode("cp1252"))

    articles, reasons = read(tmp_path)

    assert {} == reasons
    assert "Zwölf Boote met in the fog" in articles[0].content.decode()
    assert ["https://harbour.example/1#summary", "https://harbour.example/2", "https://harbour.example/3#summary"] == [
        article.ref for article in articles
    ]


def test_the_text_is_the_content_without_its_scripts_and_the_headline_stands_above_it(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(FEED)

    (summary, whole), _ = read(tmp_path / "a.rss")

    assert "Ferry & tug collide\n\nTwo boats met in the fog, the harbour office said.\n" == text_of(summary)
    assert "Ferry back\n\nThe ferry is back.\n\nNobody was hurt.\n" == text_of(whole)


def test_an_article_that_is_only_a_summary_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(FEED)

    (summary, whole), _ = read(tmp_path / "a.rss")

    assert "only the summary in its feed" == clean_document(summary)["article"].evidence["text"]
    assert "text" not in clean_document(whole)["article"].evidence
    # by the outlet's own clock: in Greenwich it was the fifth by then
    assert "2031-05-04" == clean_document(summary)["article"].published


def test_atom_has_plain_texts_ids_and_sources(tmp_path: Path) -> None:
    (tmp_path / "a.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &lt;b&gt;ring&lt;/b&gt; of feeds</title>'
        "<id>urn:ring</id><updated>2031-05-06T00:00:00Z</updated><entry><id>urn:ring:1</id><title>Fog</title>"
        "<updated>2031-05-05T08:00:00+02:00</updated><author><name>Tom Roe</name></author>"
        "<author><name>Ada Quill</name></author><source><title>The Tally</title></source>"
        '<content type="text">Fog &lt; rain, they said.\n\nIt lifted.</content></entry></feed>'
    )

    (article,), reasons = read(tmp_path / "a.atom")

    assert {} == reasons
    assert f"{tmp_path}/a.atom#urn:ring:1" == article.ref
    assert ("The Tally", "Tom Roe; Ada Quill") == (article.declared.outlet, article.declared.author)
    assert "Fog\n\nFog < rain, they said.\n\nIt lifted.\n" == text_of(article)


def test_an_entry_without_words_and_what_is_no_feed_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text('<rss version="2.0"><channel><item><title>Ferry</title></item></channel></rss>')
    (tmp_path / "b.rss").write_text('<rss version="2.0"><channel><title>Empty</title></channel></rss>')
    (tmp_path / "c.rss").write_text("<p>Not found</p>")
    (tmp_path / "d.xml").write_text("<invoice><sum>7</sum></invoice>")

    articles, reasons = read(tmp_path)

    assert [] == articles
    assert {
        "/a.rss#1": "neither a text nor a summary in its feed",
        "/b.rss": "no entries in it",
        "/c.rss": "neither an RSS nor an Atom feed",
        "/d.xml": "XML of a kind that is not read; known: RSS, Atom, OPML, XHTML",
    } == reasons


def test_of_a_feed_that_is_cut_short_the_whole_entries_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(FEED[: FEED.index("Nobody was hurt") + 6])

    (article,), reasons = read(tmp_path / "a.rss")

    assert "https://harbour.example/1#summary" == article.ref
    assert {"": "cut short in entry 2"} == reasons


@pytest.mark.parametrize("damage", ["</rss", "&nbsp;", "<item", '<!DOCTYPE x [<!ENTITY i "x">]>'])
def test_of_a_large_feed_what_is_well_formed_is_read(tmp_path: Path, damage: str) -> None:
    """Of a small one, what is not well-formed is read too, as people write it: that takes time."""
    entry = (
        "<item><title>{0}</title><guid>{0}</guid><description>"
        + "The ferry met a boat. " * 50
        + "</description></item>\n"
    )
    entries = [entry.format(number) for number in range(500)]
    content = "".join(['<rss version="2.0"><channel>', *entries[:400], damage, *entries[400:], "</channel></rss>"])
    (tmp_path / "a.rss").write_text(content)

    articles, reasons = read(tmp_path / "a.rss")

    assert len(content) > MAX_LOOSE_BYTES
    assert [f"{tmp_path}/a.rss#{n}#summary" for n in (0, 399)] == [articles[0].ref, articles[-1].ref]
    assert reasons[""].startswith("damaged or cut short")
    assert "line 401" in reasons[""]
    assert reasons[""].endswith("; the entries before are read")


def test_the_same_entry_in_two_snapshots_of_a_feed_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "monday.rss").write_text(FEED)
    (tmp_path / "tuesday.rss").write_text(FEED.replace("Nobody was hurt", "Two were hurt"))

    articles, reasons = read(tmp_path)

    assert 2 == len(articles)
    assert {
        "https://harbour.example/2": f"in {tmp_path}/tuesday.rss: this id is taken by {tmp_path}/monday.rss"
    } == reasons


LAUGHS = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefghi"))


@pytest.mark.parametrize(
    "entities",
    [
        f'<!ENTITY a "aaaaaaaaaa">{LAUGHS}',
        '<!ENTITY i SYSTEM "file:///etc/passwd">',
        '<!ENTITY i SYSTEM "http://127.0.0.1:9/">',
        '<!ENTITY % x SYSTEM "file:///etc/passwd">%x;<!ENTITY i "x">',
    ],
)  # fmt: skip
def test_entities_of_its_own_are_not_expanded(tmp_path: Path, entities: str) -> None:
    feed = FEED.replace("?>\n", f"?>\n<!DOCTYPE rss [{entities}]>\n", 1).replace("Two boats", "&i; Two boats")
    (tmp_path / "a.rss").write_text(feed)

    articles, _ = read(tmp_path / "a.rss")

    assert all(len(article.content) < 1000 for article in articles)
    assert all(b"root:" not in article.content for article in articles)


LIST = '<opml version="2.0"><body><outline text="Harbour">{}</outline></body></opml>'


def test_a_list_of_feeds_leads_to_those_beside_it(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "a b.rss").write_text(FEED)
    (tmp_path / "list.opml").write_text(LIST.format('<outline type="rss" xmlUrl="feeds/a%20b.rss"/>'))

    articles, reasons = read(tmp_path / "list.opml")

    assert ["https://harbour.example/1#summary", "https://harbour.example/2"] == [a.ref for a in articles]
    assert {} == reasons


def test_a_list_of_feeds_leads_no_further_than_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.rss").write_text(FEED)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link.rss").symlink_to(tmp_path / "secret.rss")
    (tmp_path / "here" / "page.txt").write_text("no feed")
    (tmp_path / "here" / "again.xml").write_text(LIST.format('<outline xmlUrl="again.xml"/>'))
    named = ("../secret.rss", str(tmp_path / "secret.rss"), "link.rss", "none.rss", "page.txt", "again.xml",
             "file:///etc/passwd", "https://harbour.example/feed")  # fmt: skip
    (tmp_path / "here" / "list.opml").write_text(LIST.format("".join(f'<outline xmlUrl="{n}"/>' for n in named)))
    path = tmp_path / "here" / "list.opml"

    found = list(read_inputs([path]))

    away, lost, here = (
        f"a path in {path} that leads out of its folder",
        f"named by {path}: no such file",
        str(path.parent),
    )
    assert [
        Rejection(ref=ref, reason=reason, stage="read/1")
        for ref, reason in (
            (f"{here}/../secret.rss", away),
            (f"{tmp_path}/secret.rss", away),
            (f"{here}/link.rss", away),
            (f"{here}/none.rss", lost),
            (f"{here}/page.txt", f"named by {path}: not a feed"),
            ("again.xml", f"inside {here}/again.xml, which is itself inside a file: not opened so deep"),
            (f"{here}/file:/etc/passwd", f"named by {path}: no such file"),
            ("https://harbour.example/feed", f"a feed that {path} names by address: fetched only with --fetch"),
        )
    ] == found  # fmt: skip


def test_a_list_with_entities_of_its_own_or_damaged_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.opml").write_text('<!DOCTYPE opml [<!ENTITY a "b">]>' + LIST.format('<outline xmlUrl="&a;"/>'))
    (tmp_path / "b.opml").write_text(LIST.format(""))
    (tmp_path / "c.opml").write_text("<opml>" * 101)
    (tmp_path / "d.opml").write_text("<opml><body>")

    _, reasons = read(tmp_path)

    assert {
        "/a.opml": "it defines entities of its own, which are not expanded",
        "/b.opml": "no feed in the list",
        "/c.opml": "nested more than 100 deep",
        "/d.opml": "damaged or cut short: no element found: line 1, column 12",
    } == reasons
