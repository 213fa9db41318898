"""What Rashomon raises on purpose: one base class, few children. What it tells people names no password."""

import re

_PASSWORD = re.compile(r"(?<=://)([^\s/:@]*:)[^\s/]+(?=@)|([?&]\w*password=)[^\s&]+")


def without_password(words: str) -> str:
    """Return words with *** for the password of each address in them, such as postgresql://user:password@host/name."""
    return _PASSWORD.sub(lambda match: f"{match[1] or match[2]}***", words)


class RashomonError(Exception):
    """Base class: catch this to catch anything raised on purpose."""

    def __init__(self, message: str = "") -> None:
        super().__init__(without_password(message))


class Unreadable(RashomonError):
    """An input that cannot become an article; the message is the reason that the reader is shown."""


class PipelineError(RashomonError):
    """Stages that do not fit together."""


class StoreError(RashomonError):
    """A store that cannot be opened, written or trusted."""


class NotFound(RashomonError):
    """No such article, layer or format; the message lists what there is."""


class NotPossible(RashomonError):
    """A correction that cannot be; the message says why, and what can be done instead."""
