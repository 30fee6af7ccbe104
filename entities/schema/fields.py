"""The kinds of fields. A field declares one attribute; its name is the stored attribute name.

`types` is the set of stored types that are not worth a remark; other types are shown and flagged.
"""

import re
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from functools import cached_property

from entities.schema.masking import Mask


class Lookup(Enum):
    """How a value is found by search: as a whole, or word by word as it is typed."""

    WHOLE = "whole"
    WORDS = "words"


@dataclass(frozen=True)
class Field:
    """One attribute.

    `aliases` are other names the attribute has in stored items; they are read as this field and
    left as they are until it is edited. With `aliases_too` they are written along with it, since
    other programs read them. `required` and `default` serve forms, `heavy` keeps the attribute out
    of lists (images, payloads), `automatic` is set by us and never typed. `historic` marks
    attributes that only old items carry. `group` is the heading on the item page.
    """

    name: str
    _: KW_ONLY
    label: str = ""
    group: str = ""
    help: str = ""
    required: bool = False
    default: object = None
    aliases: tuple[str, ...] = ()
    aliases_too: bool = False
    types: frozenset[str] = frozenset({"S"})
    mask: Mask = Mask.NONE
    automatic: bool = False
    historic: bool = False
    heavy: bool = False
    lookup: Lookup | None = None

    @cached_property
    def title(self) -> str:
        """The label, or the attribute name read aloud: `invoiceNum` is “Invoice num”."""
        return self.label or _spoken(self.name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The field's name first, then its aliases."""
        return (self.name, *self.aliases)


def _spoken(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_#]", " ", name).split()
    if not words:  # a name of marks alone cannot be read aloud
        return name
    return " ".join([words[0][:1].upper() + words[0][1:], *(w.lower() for w in words[1:])])


@dataclass(frozen=True)
class Text(Field):
    """`prefix` begins the ids made for new items: `<prefix>_<epoch ms>_<9 base36>`."""

    max_length: int = 255
    min_length: int = 0
    pattern: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class LongText(Field):
    max_length: int = 5000


@dataclass(frozen=True)
class Email(Field):
    max_length: int = 254


@dataclass(frozen=True)
class Phone(Field):
    """Digits, spaces and - + ( ) . only, at most 20 (domain rule)."""

    max_length: int = 20


@dataclass(frozen=True)
class Link(Field):
    """A web address or a storage key; never fetched, followed only by the person."""


@dataclass(frozen=True)
class Date(Field):
    """YYYY-MM-DD."""


@dataclass(frozen=True)
class Timestamp(Field):
    """ISO 8601 in UTC with milliseconds and `Z`."""


@dataclass(frozen=True)
class Epoch(Field):
    """A moment as seconds since 1970, the form TTL needs."""

    types: frozenset[str] = frozenset({"N"})


@dataclass(frozen=True)
class Number(Field):
    """`minimum` and `maximum` are allowed themselves, `above` is not."""

    types: frozenset[str] = frozenset({"N"})
    minimum: int | None = None
    above: int | None = None
    maximum: int | None = None
    whole: bool = False


@dataclass(frozen=True)
class Money(Number):
    """An exact amount. `minor_when_text`: a stored text counts hundredths, a number whole units."""

    currency: str = "ILS"
    minor_when_text: bool = False


@dataclass(frozen=True)
class Flag(Field):
    types: frozenset[str] = frozenset({"BOOL"})


@dataclass(frozen=True)
class Choice(Field):
    """One of `choices`; `historic_choices` are read, never offered.

    `folds` maps other spellings to a choice for filtering and comparing. `tones` maps a value to
    ok, warn, bad or draft for the dot beside the word. `moves` says what may follow a choice,
    where that is limited; what stands in none of them may become anything. `ignore_case` reads
    values in any casing.
    """

    choices: tuple[str, ...] = ()
    _: KW_ONLY
    historic_choices: tuple[str, ...] = ()
    folds: tuple[tuple[str, str], ...] = ()
    tones: tuple[tuple[str, str], ...] = ()
    names_of: tuple[tuple[str, str], ...] = ()
    moves: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ignore_case: bool = False
    open_ended: bool = False

    def folded(self, value: str) -> str:
        """The choice a stored spelling stands for; the value itself when it stands for none."""
        spelling = value.lower() if self.ignore_case else value
        return dict(self.folds).get(spelling, spelling)

    def spellings(self, choice: str) -> tuple[str, ...]:
        """Every stored spelling that is read as this choice, itself first."""
        known = (choice, *(stored for stored, read in self.folds if read == choice))
        if not self.ignore_case:
            return known
        return tuple(dict.fromkeys(s for k in known for s in (k, k.upper(), k.capitalize())))

    def knows(self, value: object) -> bool:
        """Whether the value is declared, historic ones included."""
        if self.open_ended or value in ("", None):
            return True
        return isinstance(value, str) and self.folded(value) in (
            *self.choices,
            *self.historic_choices,
        )

    def tone(self, value: str) -> str:
        return dict(self.tones).get(self.folded(value), "")


@dataclass(frozen=True)
class Reference(Field):
    """The id (or, with `by`, the name) of an item of the entity `to`.

    `through` names the attributes of this item that make up the other item's key, in its order;
    left out, it is the other's partition key under the same name and this field as its sort key,
    or this field alone where the other has no sort key. `by` names the attribute of the other item
    that holds the same text: such references have no key and lead to a filtered list. `blank` are
    texts that mean “no reference”.
    """

    to: str = ""
    _: KW_ONLY
    through: tuple[str, ...] = ()
    by: str = ""
    blank: tuple[str, ...] = ("",)
    max_length: int = 100


@dataclass(frozen=True)
class Composite(Field):
    """An attribute stored for an index: the `parts`, joined by `#`, recomputed on every edit."""

    parts: tuple[str, ...] = ()
    _: KW_ONLY
    automatic: bool = True
    separator: str = "#"


@dataclass(frozen=True)
class Picture(Field):
    """A map {name, data (base64), type, size}: a picture or document held inside the item."""

    types: frozenset[str] = frozenset({"M"})
    heavy: bool = True


@dataclass(frozen=True)
class JsonText(Field):
    """A text that holds JSON."""

    heavy: bool = True


@dataclass(frozen=True)
class Map(Field):
    types: frozenset[str] = frozenset({"M"})
    heavy: bool = True


@dataclass(frozen=True)
class List(Field):
    types: frozenset[str] = frozenset({"L"})
    heavy: bool = True


@dataclass(frozen=True)
class TextSet(Field):
    types: frozenset[str] = frozenset({"SS"})


@dataclass(frozen=True)
class NumberSet(Field):
    types: frozenset[str] = frozenset({"NS"})


@dataclass(frozen=True)
class Binary(Field):
    types: frozenset[str] = frozenset({"B"})
    heavy: bool = True


@dataclass(frozen=True)
class Anything(Field):
    """An attribute nobody declared, or one whose live shape is unknown."""

    types: frozenset[str] = frozenset({"S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"})
