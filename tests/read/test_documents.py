"""PDF, DOCX and letters -> the text that a person reads in them, and what is said of it."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from rashomon.model import Declared
from rashomon.read import pdf
from rashomon.read.pdf_lines import Line, join_lines
from tests.read.made import FEED, column, read, write_docx, write_letter, write_pdf


def text_of_pdf(tmp_path: Path, *pages: list[tuple[int, int, str]]) -> str:
    (tmp_path / "a.pdf").write_bytes(write_pdf(pages))
    (article,), reasons = read(tmp_path / "a.pdf")
    assert {} == reasons
    return article.content.decode()


def test_the_lines_of_a_page_become_paragraphs(tmp_path: Path) -> None:
    page = column(
        "Ferry and tug collide",
        "Two boats met in the fog off Lisgard early on Sunday/and nobody was hurt, the harbour office said.",
        "“We saw them too late,” the mate said, “and they saw us/not at all.”",
    )

    assert text_of_pdf(tmp_path, page) == (
        "Ferry and tug collide\n\n"
        "Two boats met in the fog off Lisgard early on Sunday and nobody was hurt, the harbour office said.\n\n"
        "“We saw them too late,” the mate said, “and they saw us not at all.”\n"
    )


def test_words_broken_at_the_end_of_a_line_are_made_whole_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    page = column(
        "The well-known owner of the ferry did not come, and an inter-/nationally known engineer was named. The well-/"
        "known owner said nothing to the Franco-/German inquiry, and it was mid-/2031 before he did.",
    )

    assert text_of_pdf(tmp_path, page) == (
        "The well-known owner of the ferry did not come, and an internationally known engineer was named. "
        "The well-known owner said nothing to the Franco-German inquiry, and it was mid-2031 before he did.\n"
    )


def test_a_paragraph_may_be_told_by_its_indented_first_line_alone(tmp_path: Path) -> None:
    lines = [
        "Two boats met in the fog off Lisgard early on Sunday and the harbour office",
        "closed the strait.",
        "   The ferry had forty people on board. All of them were taken off by noon, as",
        "the office said.",
    ]
    page = [(90 if line.startswith(" ") else 70, 700 - 13 * i, line.strip()) for i, line in enumerate(lines)]

    first, second = text_of_pdf(tmp_path, page).rstrip().split("\n\n")

    assert first.endswith("closed the strait.")
    assert second.startswith("The ferry had forty people")


def test_a_sentence_runs_on_over_pages_without_what_stands_at_their_edges(tmp_path: Path) -> None:
    def page(number: int, words: str) -> list[tuple[int, int, str]]:
        head, foot = (70, 780, f"The Harbour Post   4 May 2031   {number}"), (290, 60, str(number))
        return [head, *column(words), foot]

    assert text_of_pdf(
        tmp_path,
        page(1, "Two boats met in the fog off Lisgard early on/Sunday and the harbour office closed the"),
        page(2, "strait until the afternoon. The ferry had/forty people on board, and all of them"),
        page(3, "were taken off by noon. Nobody was hurt,/the office said."),
    ) == (
        "Two boats met in the fog off Lisgard early on Sunday and the harbour office closed the strait until the "
        "afternoon. The ferry had forty people on board, and all of them were taken off by noon. Nobody "
        "was hurt, the office said.\n"
    )


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = column("Two boats met in the fog/off Lisgard and the office/closed the", x=70)
    right = column("strait. The ferry had/forty people on board.", x=320)

    assert text_of_pdf(tmp_path, left + right) == (
        "Two boats met in the fog off Lisgard and the office closed the strait. The ferry had forty people on board.\n"
    )


def test_ligatures_and_soft_hyphens_become_letters() -> None:
    lines = [Line("The ﬁrst ﬂoat was an oﬃcial in\xad", 70, 700, 11), Line("quiry.", 70, 687, 11)]

    assert "The first float was an official inquiry." == join_lines([lines])


def test_the_title_of_a_pdf_is_believed_where_it_stands_in_the_text(tmp_path: Path) -> None:
    page = column("Ferry and tug collide", "Two boats met in the fog off Lisgard.")
    (tmp_path / "a.pdf").write_bytes(write_pdf([page], title="Ferry and tug COLLIDE"))
    (tmp_path / "b.pdf").write_bytes(write_pdf([page], title="Microsoft Word - draft7.doc"))

    (told, untold), _ = read(tmp_path)

    assert Declared(title="Ferry and tug COLLIDE") == told.declared  # and not its author, who is a program's
    assert Declared() == untold.declared


def test_a_pdf_that_has_no_text_to_read_is_rejected_with_the_reason(tmp_path: Path) -> None:
    page = column("Two boats met in the fog off Lisgard.")
    whole = write_pdf([page])
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "locked.pdf").write_bytes(write_pdf([page], password="harbour"))
    (tmp_path / "picture.pdf").write_bytes(write_pdf([[], []]))
    (tmp_path / "text.pdf").write_bytes(b"Two boats met in the fog.")

    articles, reasons = read(tmp_path)

    assert [] == articles
    assert "encrypted: it needs a password" == reasons["/locked.pdf"]
    assert "no text layer on 2 pages: pictures of a text need OCR first" == reasons["/picture.pdf"]
    assert reasons["/text.pdf"].startswith("damaged, or not a PDF")
    assert "/cut.pdf" in reasons


def test_a_pdf_without_a_password_to_open_it_is_read_though_it_is_encrypted(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(write_pdf([column("Two boats met in the fog off Lisgard.")])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")

    (article,), _ = read(tmp_path)

    assert b"Two boats met in the fog off Lisgard.\n" == article.content


def test_a_small_pdf_that_draws_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of 25 forms draws the next one ten times."""
    monkeypatch.setattr(pdf, "MAX_STROKES", 2000)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(write_pdf([column("Two boats met in the fog.")])))
    page, inner = writer.pages[0], None
    for _ in range(25):
        form = DecodedStreamObject()
        form.set_data(b"/X Do " * 10 if inner else b"BT /F 11 Tf (a) Tj ET")
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        resources = DictionaryObject({NameObject("/Font"): page["/Resources"]["/Font"]})  # type: ignore[index]
        if inner:
            resources[NameObject("/XObject")] = DictionaryObject({NameObject("/X"): inner})
        form[NameObject("/Resources")] = resources
        inner = writer._add_object(form)
    page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/X"): inner})  # type: ignore[index]
    contents = page["/Contents"].get_object()
    assert isinstance(contents, DecodedStreamObject)
    contents.set_data(b"/X Do")
    writer.write(tmp_path / "a.pdf")

    assert {"": "more than 2,000 strokes to draw it: no article"} == read(tmp_path / "a.pdf")[1]


def test_a_docx_gives_its_paragraphs_and_properties(tmp_path: Path) -> None:
    write_docx(tmp_path / "a.docx")

    (article,), reasons = read(tmp_path)

    assert {} == reasons
    assert article.content.decode() == (
        "Ferry and tug collide\n\n"
        "Two boats met in the fog, the harbour office said.\n\n"
        "What the crew says\n\n"
        "“Nobody was hurt,” said the mate, Tom Roe.\n\n"
        "Boat | Crew\n\n"
        "Marla | 7\n\n"
        "The inquiry begins on Monday.\n"
    )
    assert Declared(title="Collision in the fog", date="2031-05-04", author="Ines Calder") == article.declared


def test_what_a_program_says_of_its_template_is_not_said_of_the_article(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Two boats met in the fog.")
    document.save(str(tmp_path / "a.docx"))

    (article,), _ = read(tmp_path)

    assert Declared() == article.declared


def test_what_is_no_docx_or_fills_the_memory_is_rejected(tmp_path: Path) -> None:
    write_docx(tmp_path / "a.docx")
    whole = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[:-300])
    (tmp_path / "b.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    with zipfile.ZipFile(tmp_path / "c.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * 2_000_000)
    with zipfile.ZipFile(tmp_path / "d.docx", "w") as other:
        other.writestr("hello.txt", "Two boats")
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as plain,
        zipfile.ZipFile(tmp_path / "e.docx", "w", zipfile.ZIP_DEFLATED) as disguised,
    ):
        for name in plain.namelist():
            content = plain.read(name).replace(b"word/document.xml", b"word/media/a.png")
            content = content.replace(b"The inquiry", b"The inquiry " + b"fog " * 500_000)
            disguised.writestr(name.replace("word/document.xml", "word/media/a.png"), content)

    articles, reasons = read(tmp_path, max_bytes=1_000_000)

    assert [] == articles
    assert "damaged, or not a DOCX file: File is not a zip file" == reasons["/a.docx"]
    assert "an old .doc, or encrypted: save it as DOCX without a password" == reasons["/b.docx"]
    assert "larger than 1,000,000 bytes when unpacked" == reasons["/c.docx"] == reasons["/e.docx"]
    assert reasons["/d.docx"].startswith("damaged, or not a DOCX file")


def test_a_letter_gives_its_plain_text_its_subject_its_day_and_who_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(write_letter().as_bytes())

    (article,), reasons = read(tmp_path)

    assert {} == reasons
    assert ("text/plain", b"Two boats met in the fog.\n\nNobody was hurt.\n") == (article.media_type, article.content)
    # by the clock of who wrote it: in Greenwich it was the fifth
    assert Declared(title="Ferry and tug collide", date="2031-05-04", author="Ines Calder") == article.declared


def test_a_letter_to_a_list_is_its_outlets(tmp_path: Path) -> None:
    letter = write_letter(From="The Harbour Post <news@harbour.example>", List_Id="<news.harbour.example>")
    (tmp_path / "a.eml").write_bytes(letter.as_bytes())

    (article,), _ = read(tmp_path)

    assert ("The Harbour Post", None) == (article.declared.outlet, article.declared.author)


def test_a_letter_that_is_a_page_goes_on_as_a_page(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["From"] = "Ines Calder <ines@harbour.example>"
    letter.set_content("<p>Die Fähre</p>", subtype="html", charset="iso-8859-1")
    (tmp_path / "a.eml").write_bytes(letter.as_bytes())

    (article,), _ = read(tmp_path)

    assert ("text/html", "cp1252") == (article.media_type, article.charset)
    assert "<p>Die Fähre</p>" == article.content.decode("cp1252").strip()


def test_lines_that_a_mail_program_broke_are_joined(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(
        b"From: a@harbour.example\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"Two boats met \nin the fog.\n\nNobody was hurt.\n-- \nInes\n"
    )

    (article,), _ = read(tmp_path)

    assert b"Two boats met in the fog.\n\nNobody was hurt.\n-- \nInes\n" == article.content


def test_attachments_of_known_kinds_are_read_one_level_deep(tmp_path: Path) -> None:
    inner = write_letter(Subject="Inside")
    inner.add_attachment(b"Deeper.", maintype="text", subtype="plain", filename="deep.txt")
    letter = write_letter()
    letter.add_attachment(FEED.encode(), maintype="application", subtype="rss+xml", filename="feed.rss")
    letter.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    letter.add_attachment(inner)
    path = tmp_path / "a.eml"
    path.write_bytes(letter.as_bytes())

    articles, reasons = read(path)

    assert [str(path), "https://harbour.example/1#summary", "https://harbour.example/2", f"{path}#3.eml"] == [
        article.ref for article in articles
    ]
    assert "Inside" == articles[-1].declared.title
    assert ["#map.png", "#3.eml#deep.txt"] == list(reasons)
    assert reasons["#map.png"].startswith("kind '.png' is not read")
    assert f"inside {path}#3.eml, which is itself inside a file: not opened so deep" == reasons["#3.eml#deep.txt"]


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        (b"Two boats met in the fog.", "not a letter: it has neither sender, date nor subject"),
        (b"Subject: Ferry\n\n", "a letter without text"),
        (b"Subject: " + b"=?utf-8?q?a?= " * 400 + b"\n\nText.", "a header of more than 5,000 characters: Subject"),
        (
            b"Subject: a\nContent-type: text/plain; a=" + b"b" * 5000,
            "a header of more than 5,000 characters: Content-type",
        ),
        (b"Subject: Ferry\n" + b"\n--b" * 10_001, "more than 10,000 parts, or 200 parts with parts"),
        (
            b"Content-Type: Multipart/mixed; boundary=b\n\n--b\n" * 201,
            "more than 10,000 parts, or 200 parts with parts",
        ),
        (b"Subject: Ferry\nContent-Type: image/png\n\nx", "a letter without text"),
    ],
)
def test_what_is_no_letter_is_rejected(tmp_path: Path, letter: bytes, reason: str) -> None:
    (tmp_path / "a.eml").write_bytes(letter)

    assert ([], {"": reason}) == read(tmp_path / "a.eml")
