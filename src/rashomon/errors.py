"""What Rashomon raises on purpose: one base class, few children."""


class RashomonError(Exception):
    """Base class: catch this to catch anything raised on purpose."""


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
