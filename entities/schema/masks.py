"""How much of a value is shown: a declared choice, and what stands in place of the rest."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from entities.schema.values import Value

DOTS = "•••"
SIGNED_QUERY = re.compile(r"(https?://[^\s\"'?#]+)\?[^\s\"'#]+")


class Mask(Enum):
    """How much of a field a viewer without a permission to reveal it sees."""

    NONE = "shown"
    PARTIAL = "last four characters shown"
    FINDABLE = "last four characters shown, and found by the whole value"
    QUERY = "the query of an address hidden"
    SIGNATURE = "shown is whether it is signed, drawn or typed"
    FULL = "hidden"


@dataclass(frozen=True)
class Masked:
    """What is shown in place of a hidden value."""

    text: str

    def __str__(self) -> str:
        return self.text


def mask_value(value: Value, mask: Mask) -> Value | Masked:
    """The value as a viewer without permission sees it; empty values have nothing to hide."""
    if mask is Mask.NONE or value in ("", None):
        return value
    if mask is Mask.QUERY and isinstance(value, str):
        return hide_queries(value)
    if mask in (Mask.PARTIAL, Mask.FINDABLE) and isinstance(value, str | Decimal):
        return Masked(_partial(str(value)))
    if mask is Mask.SIGNATURE and isinstance(value, str):
        return Masked("typed" if _is_typed(value) else "signed")
    return Masked(DOTS)


def _partial(text: str) -> str:
    if "@" in text:
        name, _, host = text.partition("@")
        return f"{name[:1]}{DOTS}@{host}"
    shown = text[-4:] if len(text) > 7 else text[-2:] if len(text) > 4 else ""
    return f"{DOTS}-{shown}" if shown else DOTS


def _is_typed(signature: str) -> bool:
    return not signature.startswith("data:") and signature.upper() != "SIGNED"


def hide_queries(text: str) -> str:
    """Web addresses keep their place but lose their query, where signatures and tokens travel."""
    return SIGNED_QUERY.sub(rf"\1?{DOTS}", text) if "?" in text else text
