"""JSON with its parts marked for colour, as HTML."""

import re

from django.utils.safestring import SafeString

from entities.web.markup import escaped, markup

TOKEN = re.compile(
    r'(?P<k>"(?:[^"\\]|\\.)*")(?=\s*:)|(?P<s>"(?:[^"\\]|\\.)*")'
    r"|(?P<n>-?\d[\d.eE+-]*)|(?P<b>true|false|null)"
)
LONGEST_VALUE = 4_000
LONGEST = 60_000


def highlighted(text: str) -> SafeString:
    """Names, texts, numbers and constants in spans; the end of a very long text is left out."""
    if len(text) > LONGEST:
        return markup("{}… ({} characters in all)", text[:LONGEST], f"{len(text):,}")
    parts, place = [], 0
    for found in TOKEN.finditer(text):
        parts.append(escaped(text[place : found.start()]))
        parts.append(markup('<span class="{}">{}</span>', found.lastgroup, found[0]))
        place = found.end()
    return SafeString("".join((*parts, escaped(text[place:]))))


def shortened(held: object) -> object:
    """The same JSON with very long texts cut, for a page that people read."""
    match held:
        case dict():
            return {name: shortened(member) for name, member in held.items()}
        case list():
            return [shortened(member) for member in held]
        case str() if len(held) > LONGEST_VALUE:
            return f"{held[:200]}… ({len(held):,} characters, whole in the plain form)"
    return held
