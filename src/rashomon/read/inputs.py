"""Files, folders, addresses and standard input -> RawDocuments and Rejections, in the order of their names."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast
from urllib.parse import unquote

from msgspec import structs

from rashomon.errors import Unreadable
from rashomon.model import RawDocument, Rejection
from rashomon.read.items import Enclosed, Item, Kind, printable, reject
from rashomon.read.names import File, find_files, kind_of, why_unknown
from rashomon.read.sniff import SNIFFED_BYTES, sniff, sniff_xml

if TYPE_CHECKING:
    from rashomon.read.doors import Door

MAX_BYTES = 20 * 2**20
STDIN = "-"
GZIP_MAGIC = b"\x1f\x8b"
BROKEN = (OSError, EOFError, zlib.error)
WEB = ("http://", "https://")
Found = Iterator[RawDocument | Rejection]


class Fetched(NamedTuple):
    """What was got from an address: the bytes, what kind of file they are, and where they came from in the end."""

    content: bytes
    kind: Kind
    url: str
    charset: str | None = None


# an address and how many bytes it may bring -> what stands there; raises Unreadable with the reason why not
Fetch = Callable[[str, int], Fetched]


class Inputs(NamedTuple):
    """What is to be read: paths of files and folders, addresses, `-` for standard input.

    `below` is a folder that refs are told from, if not from where we stand. Without `fetch`, an address is a
    Rejection. `max_bytes` bounds one article after decompression.
    """

    paths: tuple[str, ...]
    below: Path | None = None
    fetch: Fetch | None = None
    max_bytes: int = MAX_BYTES


def read_inputs(paths: Iterable[str | Path] | Inputs, max_bytes: int = MAX_BYTES) -> Found:
    """Yield each article of the files, folders and addresses in `paths`, or a Rejection that says why not.

    Files come in the order of their names, whatever the order of `paths` or of the file system; addresses come after
    them, `-` (standard input) last. No content raises. `max_bytes` bounds one article after decompression: a file, a
    line, a row, a page of an archive. A file reached twice is read once, and so is an article that comes again with
    the same words; a ref that is taken by another is a Rejection, since the store tells articles apart by it.
    """
    inputs = paths if isinstance(paths, Inputs) else Inputs(tuple(map(str, paths)), max_bytes=max_bytes)
    taken: dict[str, tuple[str, str]] = {}
    for origin, item in _read_all(inputs):
        if isinstance(item, Rejection):
            yield item
            continue
        by, digest = taken.setdefault(item.ref, (origin, ""))
        if not digest:
            taken[item.ref] = origin, item.sha256
            yield item
        elif digest != item.sha256:
            yield refuse_taken(item.ref, origin, by)


def refuse_taken(ref: str, origin: str, by: str) -> Rejection:
    """Return why an article in the file `origin` is not read: another one, in the file `by`, has its ref."""
    return reject(ref, f"in {origin}: this id is taken by {'an earlier article there' if by == origin else by}")


def count_inputs(inputs: Inputs, is_passed_over: Callable[[str], bool]) -> int:
    """Return about how many articles there are, without reading what holds but one; standard input is left out.

    Files whose refs are passed over do not count; an address counts as one, since it is not fetched twice.
    """
    count = sum(path.lower().startswith(WEB) for path in inputs.paths)
    for file in _files(inputs):
        if is_passed_over(file.ref):
            continue
        if isinstance(file, File) and (file.kind == "xml" or _door(file.kind).many):
            count += sum(1 for _ in _read_file(file, inputs._replace(fetch=None)))
        else:
            count += 1
    return count


def _files(inputs: Inputs) -> Iterator[File | Rejection]:
    paths = [path for path in inputs.paths if path != STDIN and not path.lower().startswith(WEB)]
    for file in find_files(paths):
        ref = file.ref.removeprefix(f"{inputs.below.as_posix()}/") if inputs.below else file.ref
        yield file._replace(ref=ref) if isinstance(file, File) else reject(ref, file.reason)


def _read_all(inputs: Inputs) -> Iterator[tuple[str, RawDocument | Rejection]]:
    for file in _files(inputs):
        if isinstance(file, Rejection):
            yield file.ref, file
            continue
        for item in _read_file(file, inputs):
            yield file.ref, item
    for address in sorted({path for path in inputs.paths if path.lower().startswith(WEB)}):
        for item in _fetch(address, inputs, "an address is read only if you ask for it: --fetch"):
            yield address, item
    if STDIN in inputs.paths:
        for item in safely(STDIN, lambda: _read_stdin(sys.stdin.buffer, inputs)):
            yield "standard input", item


def _read_file(file: File, inputs: Inputs, depth: int = 0) -> Found:
    def read() -> Found:
        with gzip.open(file.path) if file.gzipped else file.path.open("rb") as stream:
            yield from read_opened(cast(BinaryIO, stream), file, inputs, depth)

    return safely(file.ref, read)


def read_opened(stream: BinaryIO, file: File, inputs: Inputs, depth: int = 0, *, is_here: bool = True) -> Found:
    """Yield what is in a file that is open, and unpacked; raises what is wrong with it, see `safely`.

    Where the file is not here (`is_here`), its path is not followed to what it names beside itself.
    """
    yield from _read_stream(stream, file.ref, file.kind, _Place(inputs, file if is_here else None, depth))


def _read_stdin(stream: BinaryIO, inputs: Inputs) -> Found:
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), SNIFFED_BYTES)
    if buffered.peek(2).startswith(GZIP_MAGIC):
        buffered = io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=buffered)), SNIFFED_BYTES)
    yield from _read_stream(buffered, STDIN, sniff(buffered.peek(SNIFFED_BYTES)), _Place(inputs))


class _Place(NamedTuple):
    """Where what is being read was found: the file it is in, if any, and how deep in it."""

    inputs: Inputs
    file: File | None = None
    depth: int = 0


def _read_stream(stream: BinaryIO, ref: str, kind: Kind, place: _Place) -> Found:
    if kind == "xml":
        stream = io.BufferedReader(cast(io.RawIOBase, stream), SNIFFED_BYTES)
        root = sniff_xml(stream.peek(SNIFFED_BYTES))
        if root is None:
            raise Unreadable("XML of a kind that is not read; known: RSS, Atom, OPML, XHTML")
        kind = root
    for item in _door(kind).read(stream, ref, place.inputs.max_bytes):
        yield from _open(item, ref, place)


def _door(kind: Kind) -> Door:
    # letters, PDF and feeds take their time to import, for which commands that read no file need not wait
    from rashomon.read.doors import DOORS

    return DOORS[kind]


def _open(item: Item, ref: str, place: _Place) -> Found:
    """Yield what the reader of one kind has found; what lies in it, or is named by it, is read in its turn, once."""
    if isinstance(item, (RawDocument, Rejection)):
        yield structs.replace(item, ref=printable(item.ref))
    elif place.depth:
        what = item.ref if isinstance(item, Enclosed) else item.address
        yield reject(printable(what), f"inside {ref}, which is itself inside a file: not opened so deep")
    elif isinstance(item, Enclosed):
        yield from _read_enclosed(item, place)
    else:
        yield from _read_named(item.address, ref, place)


def _read_enclosed(enclosed: Enclosed, place: _Place) -> Found:
    ref = printable(enclosed.ref)
    kind, gzipped = kind_of(enclosed.name)
    if kind is None:
        return iter([reject(ref, why_unknown(enclosed.name))])

    def read() -> Found:
        packed = io.BytesIO(enclosed.content)
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=packed)) if gzipped else packed
        yield from _read_stream(stream, ref, kind, place._replace(depth=1))

    return safely(ref, read)


def _read_named(address: str, ref: str, place: _Place) -> Found:
    """Yield what is in a feed that a list of feeds names; a path leads no further than the folder of the list."""
    if address.lower().startswith(WEB):
        why_not = f"a feed that {ref} names by address: fetched only with --fetch"
        return _fetch(address, place.inputs, why_not, depth=1)
    named = printable(str(PurePosixPath(ref).parent / address))
    if place.file is None:
        return iter([reject(named, f"a path in {ref}, which is no file that paths could start from")])
    folder = place.file.path.parent
    path = folder / unquote(address)
    try:
        is_inside = path.resolve().is_relative_to(folder.resolve())
        found = path.is_file()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the name, a link to itself
        return iter([reject(named, f"cannot be opened: {error}")])
    kind, gzipped = kind_of(path.name)
    if not is_inside:
        return iter([reject(named, f"a path in {ref} that leads out of its folder")])
    if not found or kind not in ("feed", "xml"):
        return iter([reject(named, f"named by {ref}: " + ("not a feed" if found else "no such file"))])
    return _read_file(File(path, named, kind, gzipped), place.inputs, depth=1)


def _fetch(address: str, inputs: Inputs, why_not: str, depth: int = 0) -> Found:
    fetch, ref = inputs.fetch, printable(address)
    if fetch is None:
        return iter([reject(ref, why_not)])

    def read() -> Found:
        got = fetch(address, inputs.max_bytes)
        for item in _read_stream(io.BytesIO(got.content), ref, got.kind, _Place(inputs, depth=depth)):
            if isinstance(item, RawDocument) and item.ref == ref:
                declared = structs.replace(item.declared, url=item.declared.url or got.url)
                item = structs.replace(item, declared=declared, charset=item.charset or got.charset)
            yield item

    return safely(ref, read)


def safely(ref: str, read: Callable[[], Found]) -> Found:
    """Yield what is read until something is wrong with it, then one Rejection that says what."""
    try:
        yield from read()
    except Unreadable as reason:
        yield reject(ref, str(reason))
    except ModuleNotFoundError as error:
        yield reject(ref, f"this kind of file needs {error.name}: pip install 'rashomon[doors]'")
    except BROKEN as error:
        yield _broken(ref, error)
    except Exception as error:  # libraries raise what they like on hostile files; a pile must not die of one of them
        yield reject(ref, f"damaged, or not read: {type(error).__name__}: {str(error)[:200]}")


def _broken(ref: str, error: BaseException) -> Rejection:
    what = "damaged or cut short" if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)) else "unreadable"
    words = error.strerror if isinstance(error, OSError) and error.strerror else error
    return reject(ref, f"{what}: {words}")
