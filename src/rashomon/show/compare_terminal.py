"""A comparison of articles -> lines for a terminal or a pipe, which has marks where a terminal has colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import set_cell_size
from rich.console import Console
from rich.text import Text

from rashomon.model import Stance
from rashomon.show.compare import Comparison, Held, Shared, Telling, Told
from rashomon.show.quotations import Piece, Quotation, Quote
from rashomon.show.tables import fit, plain
from rashomon.show.words import counted, say_value

__all__ = ["print_comparison"]

_MARKS: dict[Stance, str] = {"asserts": "●", "attributes": "◐", "hedges": "○", "denies": "×"}
_NOT_FOUND = "·"
# an article that tells a thing several times is known by the plainest of its accounts
_PLAINEST: Sequence[Stance] = ("asserts", "denies", "attributes", "hedges")
# of each list so many are printed, and the rest is counted: `--format json` has all
_MOST_PASSAGES = 6
_MOST_QUOTATIONS = 6
_MOST_CLAIMS = 16
_MOST_ALONE = 6
_MOST_VOICES = 10
# words to either side of a difference
_AROUND = 8
# a column of the matrix is not wider than this, nor a claim narrower than that
_WIDEST, _NARROWEST = 24, 24
_ORIGINS = 8
_COUNT = 6


def print_comparison(found: Comparison, console: Console) -> None:
    """Print what each article is, what they share, where they differ and agree, what one alone tells, who speaks."""
    writer = _Writer(console)
    for section in (_articles, _passages, _quotations, _differences, _agreements, _copies, _alone, _voices):
        section(found, writer)


class _Writer:
    """Prints paragraphs with an indent, and knows whether marks or colours tell what differs."""

    def __init__(self, console: Console) -> None:
        self.console, self.width, self.marked = console, console.width, not console.is_terminal

    def heading(self, words: str) -> None:
        """Print an empty line and a heading."""
        self.console.print()
        self.line(Text(words, style="bold"))

    def line(self, words: str | Text, indent: int = 0, place: str = "") -> None:
        """Print a paragraph, broken at white space where it does not fit; `place` stands before its first line."""
        text = words if isinstance(words, Text) else Text(words)
        text.rstrip()
        margin = Text.assemble(" " * indent, (place, "dim"))
        for one in text.wrap(self.console, max(20, self.width - len(margin))):
            one.rstrip()
            self.console.print(Text.assemble(margin, one), highlight=False, soft_wrap=True)
            margin = Text(" " * len(margin))

    def piece(self, words: str, how: str) -> Text:
        """Return words that stand in both texts, or in one of them."""
        if how == "left out":
            return Text(f"[-{words}-]" if self.marked else words, style="strike red")
        if how == "put in":
            return Text(f"{{+{words}+}}" if self.marked else words, style="underline green")
        return Text(words)


def _articles(found: Comparison, writer: _Writer) -> None:
    for text in found.articles:
        about = f", {text.when}, {counted(text.sentences, 'sentence')}"
        head = Text.assemble((f"{text.letter}  ", "bold"), (plain(text.name), "bold"), about)
        writer.line(head)
        if text.title:
            writer.line(plain(text.title), 3)
        writer.line(plain(text.standing), 3)
        writer.line(Text(f"{text.document}  {plain(text.ref)}", style="dim"), 3)


# ---- what they share


def _passages(found: Comparison, writer: _Writer) -> None:
    for shared in found.shared:
        how = "has them from" if shared.directed else "; from where is not known"
        passages = counted(len(shared.passages), "passage")
        whence = f"; {shared.other} {how} {shared.one}" if shared.directed else how
        writer.heading(f"{shared.one} and {shared.other} share {passages}: {_say_shares(shared)}{whence}")
        for held in shared.passages[:_MOST_PASSAGES]:
            _passage(held, shared, writer)
        _say_more(writer, len(shared.passages) - _MOST_PASSAGES, "passage")
    apart = [a.letter for a in found.articles if not any(a.letter in (s.one, s.other) for s in found.shared)]
    if apart:
        writer.heading(f"No passage in common with the others: {', '.join(apart)}")


def _say_shares(shared: Shared) -> str:
    return f"{shared.of_one:.0%} of {shared.one}, {shared.of_other:.0%} of {shared.other}"


def _passage(held: Held, shared: Shared, writer: _Writer) -> None:
    """Print where a passage stands in either text, then its words: what one alone has is marked."""
    places = f"{shared.one} {held.one.span.start}, {shared.other} {held.other.span.start}"
    how = "word for word" if not held.changed else f"changed in {counted(held.changed, 'place')}"
    writer.line(Text(f"{places}: {how}", style="dim"), 3)
    writer.line(Text(" ").join(_merged(held.pieces, writer)), 5)


def _merged(pieces: Sequence[Piece], writer: _Writer) -> Iterator[Text]:
    """Yield the words of both texts in one line, what is kept shortened to what stands beside a difference."""
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if piece.kind == "kept":
            yield Text(_shorten(plain(piece.other or ""), number == 0, number == last))
            continue
        if piece.one:
            yield writer.piece(_count_many(plain(piece.one)), "left out")
        if piece.other:
            yield writer.piece(plain(piece.other), "put in")


def _count_many(words: str) -> str:
    """Return words that were left out, and of many the first and how many more there are."""
    several = words.split()
    more = len(several) - _AROUND
    return words if more <= _AROUND else f"{' '.join(several[:_AROUND])} … {more} words more"


def _shorten(words: str, first: bool, last: bool) -> str:
    several = words.split()
    if len(several) <= 2 * _AROUND:
        return words
    if first and last:
        return f"{' '.join(several[:_AROUND])} … {' '.join(several[-_AROUND:])}"
    before = "" if first else " ".join(several[:_AROUND]) + " "
    after = "" if last else " " + " ".join(several[-_AROUND:])
    return f"{before}…{after}"


def _quotations(found: Comparison, writer: _Writer) -> None:
    if found.quotations:
        writer.heading(f"They have {counted(len(found.quotations), 'quotation')} in common")
    for one in found.quotations[:_MOST_QUOTATIONS]:
        writer.line(Text(plain(one.speaker or "not named"), style="bold"), 3)
        for quote in one.quotes:
            _quote(quote, one, writer)
    _say_more(writer, len(found.quotations) - _MOST_QUOTATIONS, "quotation")


def _quote(quote: Quote, one: Quotation, writer: _Writer) -> None:
    """Print how an article has the words, with what differs from the first that has them."""
    how = ", ".join(quote.changes) or ("same text" if quote.carried_from else "in full")
    whose = f" ({plain(quote.speaker or 'not named')})" if quote.speaker != one.speaker else ""
    place = f"{quote.letter} {quote.span.start}".ljust(8)
    whole = (Text(plain(piece.other or "")) for piece in quote.pieces)
    words = Text(" ").join(whole if quote is one.quotes[0] else _merged(quote.pieces, writer))
    writer.line(Text.assemble(f"{how}{whose}: ", words), 5, place)


# ---- what they tell


def _differences(found: Comparison, writer: _Writer) -> None:
    told = [t for t in found.claims if t.found == "differ"]
    writer.heading(f"They differ on {_counted(told)}")
    for one in told[:_MOST_CLAIMS]:
        writer.line(Text.assemble((plain(one.slot), "bold"), f"  {one.relation}, {_say_origins(one)}"), 3)
        for account in one.accounts:
            writer.line(_say_account(account), 5, _say_place(account))
    _say_more(writer, len(told) - _MOST_CLAIMS, "claim")


def _say_place(account: Telling) -> str:
    return f"{account.letter} {account.span.start}".ljust(8)


def _say_account(account: Telling) -> str:
    """Return `× Kholmin denies: “that anyone had shot at the dredger”`, the value first where there is one."""
    who = f"{account.stance} to {account.speaker}" if account.speaker else account.stance
    if account.speaker and account.stance != "attributes":
        who = f"{account.speaker} {account.stance}"
    said = f"{say_value(account.value)}, {who}" if _is_value(account) else who
    return f"{_MARKS[account.stance]} {plain(said)}: “{plain(account.words)}”"


def _is_value(account: Telling) -> bool:
    """Tell whether the value says more than the stance does."""
    return account.value not in (None, "yes", "no")


def _agreements(found: Comparison, writer: _Writer) -> None:
    told = [t for t in found.claims if t.found == "agree"]
    writer.heading(f"They tell {_counted(told)} alike")
    if told:
        _matrix(told, _MOST_CLAIMS, found, writer)
        writer.line(Text(f"{_say_marks()}; origins in carriers, of the whole pile", style="dim"), 3)


def _copies(found: Comparison, writer: _Writer) -> None:
    told = [t for t in found.claims if t.found == "copies"]
    if told:
        writer.heading(f"Only copies of one text tell {_counted(told)}: they count once")
        _matrix(told, _MOST_ALONE, found, writer)


def _matrix(told: Sequence[Told], most: int, found: Comparison, writer: _Writer) -> None:
    """Print a line a claim, with a column an article."""
    letters = [a.letter for a in found.articles]
    spare = writer.width - 3 - _ORIGINS - max(_NARROWEST, writer.width * 2 // 5)
    cell = max(3, min(_WIDEST, spare // len(letters) - 2))
    claim = writer.width - 3 - _ORIGINS - len(letters) * (cell + 2) - 2
    heads = [set_cell_size(letter, cell) for letter in letters]
    writer.line(Text("  ".join([set_cell_size("origins", _ORIGINS), " " * claim, *heads]), style="bold"), 3)
    for one in told[:most]:
        cells = [fit(_cell(one, letter), cell) for letter in letters]
        origins = fit(f"{one.origins} in {one.carriers}", _ORIGINS)
        writer.line("  ".join([origins, fit(one.slot, claim), *cells]), 3)
    _say_more(writer, len(told) - most, "claim")


def _say_marks() -> str:
    marks = [f"{mark} {stance}" for stance, mark in _MARKS.items()]
    return "  ".join([*marks, f"{_NOT_FOUND} not found in this text"])


def _cell(one: Told, letter: str) -> str:
    """Return how an article tells a claim, in a mark and a word."""
    accounts = sorted((a for a in one.accounts if a.letter == letter), key=lambda a: _PLAINEST.index(a.stance))
    if not accounts:
        return _NOT_FOUND
    values = list(dict.fromkeys(say_value(a.value) for a in accounts if a.value and _is_value(a)))
    word = "; ".join(values) or accounts[0].speaker or ""
    return f"{_MARKS[accounts[0].stance]} {word}"


def _alone(found: Comparison, writer: _Writer) -> None:
    for text in found.articles:
        told = [t for t in found.claims if t.found == "alone" and t.accounts[0].letter == text.letter]
        writer.heading(f"{text.letter} alone tells {_counted(told)}")
        plainest = [min(one.accounts, key=lambda a: _PLAINEST.index(a.stance)) for one in told]
        # what is said, and what is so by that account, are two claims of the same words
        accounts = list({account.span: account for account in reversed(plainest)}.values())[::-1]
        for account in accounts[:_MOST_ALONE]:
            writer.line(_say_account(account), 3, _say_place(account))
        _say_more(writer, len(told) - _MOST_ALONE, "claim")


def _voices(found: Comparison, writer: _Writer) -> None:
    """Print how many statements each article has of each speaker, and in the last line how many in all."""
    writer.heading("Who speaks, in how many statements")
    letters = [a.letter for a in found.articles]
    name = min(40, writer.width - 3 - _COUNT * len(letters))
    writer.line(Text("".join([" " * name, *(letter.rjust(_COUNT) for letter in letters)]), style="bold"), 3)
    for one in found.voices[:_MOST_VOICES]:
        cells = [str(one.statements.get(letter, _NOT_FOUND)).rjust(_COUNT) for letter in letters]
        writer.line("".join([fit(one.name, name), *cells]), 3)
    _say_more(writer, len(found.voices) - _MOST_VOICES, "name")
    totals = [str(found.statements[letter]).rjust(_COUNT) for letter in letters]
    writer.line(Text("".join([fit("of all statements", name), *totals]), style="dim"), 3)


def _say_origins(one: Told) -> str:
    return f"{counted(one.origins, 'origin')} in {counted(one.carriers, 'carrier')}"


def _counted(told: Sequence[Told]) -> str:
    return counted(len(told), "claim") if told else "no claim"


def _say_more(writer: _Writer, number: int, noun: str) -> None:
    if number > 0:
        writer.line(Text(f"and {counted(number, noun)} more: --format json has all", style="dim"), 3)
