"""An HTML page -> what a test asks of it: elements, links, headings, and the text of the articles."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Page(HTMLParser):
    """Reads a page; `elements` are (tag, attributes), `texts` what stands in each article, notes of ours left out."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.words = ""
        self.unclosed: list[str] = []
        self._stack: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        self.unclosed = [tag for tag, _ in self._stack]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._stack.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._stack, f"</{tag}> closes nothing"
        assert self._stack[-1][0] == tag, f"</{tag}> closes <{self._stack[-1][0]}>"
        self._stack.pop()

    def handle_data(self, data: str) -> None:
        if any(tag == "style" for tag, _ in self._stack):
            return
        self.words += data
        if any("data-note" in attributes for _, attributes in self._stack):
            return
        for _, attributes in self._stack:
            key = attributes.get("data-document")
            if key is not None:
                self.texts[key] = self.texts.get(key, "") + data

    def ids(self) -> list[str]:
        return [str(a["id"]) for _, a in self.elements if "id" in a]

    def hrefs(self) -> list[str]:
        return [str(a["href"]) for _, a in self.elements if "href" in a]

    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.elements if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
