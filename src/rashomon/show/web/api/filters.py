"""The query of an address -> which records of a layer are wanted: the options of `rashomon list`, under their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import click
from litestar.params import Parameter, ParameterKwarg

from rashomon.errors import RashomonError
from rashomon.show.filters import filter_options
from rashomon.store import Selection

__all__ = ["FILTERS", "PARAMETERS", "selection_of"]


@cache
def _options() -> dict[str, click.Option]:
    command = click.command()(filter_options(lambda: None))
    return {
        name.removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option) and option.name != "limit"  # pages have a limit of their own
        for name in option.opts
    }


# the names of filters, and what each is for
FILTERS: Mapping[str, str] = {name: option.help or "" for name, option in _options().items()}


def _parameter(name: str, option: click.Option) -> ParameterKwarg:
    annotation = list[str] | None if option.multiple else str | None
    found: ParameterKwarg = Parameter(annotation, query=name, required=False, default=None, description=option.help)
    return found


# of handlers that take filters: so they stand in the description of the API; `selection_of` reads them
PARAMETERS: dict[str, ParameterKwarg] = {
    f"filter_{name.replace('-', '_')}": _parameter(name, option) for name, option in _options().items()
}


def selection_of(query: Any, others: Collection[str] = ()) -> Selection:
    """Return what a query asks for; raises RashomonError for names that are neither of filters nor in `others`.

    A filter that was given empty, as forms do, does not narrow anything.
    """
    options = _options()
    asked: dict[str, Any] = {}
    for name in dict.fromkeys(query):
        if name in others:
            continue
        if name not in options:
            known = ", ".join([*options, *others])
            raise RashomonError(f"no filter is called {name!r}; there are: {known}")
        given = [value for value in query.getall(name) if value]
        option = options[name]
        if len(given) > 1 and not option.multiple:
            raise RashomonError(f"the filter {name} was given {len(given)} times; only type can be")
        if given:
            field = {"article": "document"}.get(str(option.name), str(option.name))
            asked[field] = tuple(given) if option.multiple else given[0]
    return Selection(**asked)
