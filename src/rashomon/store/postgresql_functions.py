"""Functions that a store on PostgreSQL brings along: what SQLite has by these names, so that statements are common.

They call nothing that is not built in: a dump that is restored makes indexes by them before anything else is there.
"""

from __future__ import annotations

import sys

__all__ = ["FUNCTIONS"]


def _function(signature: str, returns: str, body: str) -> str:
    return f"CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ {body} $$"


def _fold() -> str:
    """Return `str.casefold` as a function: it puts one or several letters in the place of each, whatever is around."""
    folded = {chr(at): chr(at).casefold() for at in range(sys.maxunicode + 1) if chr(at).casefold() != chr(at)}
    single = {one: other for one, other in folded.items() if len(other) == 1}
    body = f"translate($1, '{''.join(single)}', '{''.join(single.values())}')"
    for one, others in folded.items():
        if len(others) > 1:
            body = f"replace({body}, '{one}', '{others}')"
    # not inlined, as SQL would be: the planner would read it all for every query
    return (
        "CREATE FUNCTION fold(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$ BEGIN"
        ' IF octet_length($1) = length($1) THEN RETURN lower($1 COLLATE "C"); END IF;'
        f" RETURN {body}; END $$"
    )


FUNCTIONS = (
    _function("json_extract(text, text)", "text", "SELECT $1::json #>> string_to_array(substr($2, 3), '.')"),
    _function(
        "json_array_length(text, text)", "bigint",
        "SELECT json_array_length($1::json #> string_to_array(substr($2, 3), '.'))::bigint",
    ),
    _function(
        "json_each(text, text)", "TABLE (value text)",
        "SELECT json_array_elements_text($1::json #> string_to_array(substr($2, 3), '.'))",
    ),
    _function("instr(text, text)", "bigint", "SELECT strpos($1, $2)::bigint"),
    _fold(),
)  # fmt: skip
