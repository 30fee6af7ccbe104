"""What the page receives that asks why, and then shows one hidden value once."""

from base64 import b64encode
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from entities.operations.hiding import Hidden
from entities.operations.typing import text_of
from entities.schema.entity import Entity
from entities.schema.values import Value
from entities.web.attachments import Attachment
from entities.web.forms.page import Wrong


@dataclass(frozen=True)
class RevealPage:
    """`place` is the path as people write it, `inside` the part of it below the attribute, `text`
    or `picture` the value once it may be shown.

    The reason is always required.
    """

    entity: Entity
    heading: str
    title: str
    place: str
    inside: str
    url: str
    item_url: str
    proof: str
    company_page: str = ""
    reason: str = ""
    reason_problem: str = ""
    text: str = ""
    picture: str = ""
    reason_required: bool = True
    reason_help: str = "It stands in the item's history and in the audit log; the value does not."

    @property
    def wrong(self) -> list[Wrong]:
        return [Wrong("Reason", self.reason_problem, "#reason")] if self.reason_problem else []

    @property
    def wrong_heading(self) -> str:
        return "Nothing was revealed"

    @property
    def id(self) -> str:
        """For the input of this place on a page that may ask for several."""
        return f"why-{sha256(self.url.encode()).hexdigest()[:8]}"


def clear_text(hidden: Hidden) -> str:
    """The value as a page can hold it: text as it is, what is nested as typed JSON."""
    return _text(hidden.value).encode("utf-8", "backslashreplace").decode()


def _text(value: Value) -> str:
    match value:
        case str():
            return value
        case bool():
            return text_of(value, "flag")
        case Decimal():
            return text_of(value, "number")
    return text_of(value, "json")


def clear_picture(hidden: Hidden) -> str:
    """A picture that the value holds, as an address of its own content; empty for anything else."""
    found = Attachment.read(hidden.value)
    if found is None or not found.media_type.startswith("image/"):
        return ""
    return f"data:{found.media_type};base64,{b64encode(found.content).decode()}"
