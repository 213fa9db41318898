"""A browser -> windows that see to what every page promises: it comes from the server, and nothing goes wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, Response, sync_playwright

__all__ = ["CHROMIUM", "NEEDS_CHROMIUM", "Window", "launch"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_CHROMIUM = "needs chromium (apt-get install chromium)"

# a browser asks its maker for news now and then, which is no doing of the page
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@contextmanager
def launch() -> Iterator[Browser]:
    """Start Debian's Chromium without a screen, and end it."""
    # root, as in a container, can have no sandbox
    rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *rooted])
        yield browser
        browser.close()


class Window:
    """A window without history; `home` is the address of the server, options are those of `Browser.new_context`.

    `foreign` are the requests that would have left the server (none gets out), `complaints` what went wrong: errors of
    scripts and of the console, dialogs, files that are missing. `answers` are the responses since the last `open`.
    """

    def __init__(self, browser: Browser, home: str, **options: Any) -> None:
        self.home = home
        self.context: BrowserContext = browser.new_context(base_url=home, **options)
        self.page: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.answers: list[Response] = []
        self.context.route(lambda url: not self._is_ours(url), lambda route: route.abort())
        self.context.on("request", self._note_request)
        self.context.on("response", self._note_answer)
        self.context.on("dialog", self._note_dialog)
        self.context.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.context.on("weberror", lambda e: self.complaints.append(str(e.error)))

    def open(self, path: str) -> Page:
        """Load a page of the server, whole."""
        self.answers.clear()
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        return self.page

    def weight(self) -> int:
        """Return how many bytes have come since the last `open`, heads of the answers included."""
        sizes = [answer.request.sizes() for answer in self.answers]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    def close(self) -> None:
        """Close the window; raise AssertionError if a page broke a promise in it."""
        self.context.close()
        assert not self.foreign, f"requests left the server: {self.foreign}"
        assert not self.complaints, f"the browser complains: {self.complaints}"

    def _is_ours(self, url: str) -> bool:
        return url.startswith((f"{self.home}/", "data:", "blob:", "about:"))

    def _note_request(self, request: Request) -> None:
        if not self._is_ours(request.url):
            self.foreign.append(request.url)

    def _note_answer(self, answer: Response) -> None:
        self.answers.append(answer)

    def _note_dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()
