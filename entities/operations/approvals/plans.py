"""Plans: exactly what an act would do, in words for a person and as a hash for us."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from entities.operations.audit.chain import item_key
from entities.operations.audit.changes import NOBODY, cut
from entities.operations.bulk.preview import item_etag
from entities.operations.deeds import Deed
from entities.operations.headings import heading_of
from entities.operations.merging import is_automatic
from entities.schema.deletion import Way
from entities.schema.masking import mask_text

MOST_LINES = 200
LONGEST = 300  # characters of a line


@dataclass(frozen=True)
class Plan:
    """`act` is the kind: delete, drop tables, restore. `words` ask for it, `phrase` begins a
    sentence about it (“Deleting this company for good”), `lines` say what would be done."""

    act: str
    words: str
    phrase: str
    lines: tuple[str, ...]
    hash: str

    @classmethod
    def of(cls, act: str, words: str, phrase: str, lines: Iterable[str], content: object) -> "Plan":
        """`content` is all that matters, as JSON takes it: what differs in it is another plan."""
        text = json.dumps([act, content], sort_keys=True, separators=(",", ":"))
        said = [cut(mask_text(line), LONGEST) for line in lines]
        more = len(said) - MOST_LINES
        shown = (*said[:MOST_LINES], *((f"and {more:,} more",) if more > 0 else ()))
        whole = sha256(text.encode(errors="surrogatepass")).hexdigest()
        return cls(act, cut(mask_text(words), LONGEST), phrase, shown, whole)


def deletion_plan(way: Way, deeds: Sequence[Deed], sealer) -> Plan:
    """The first deed is the item that was asked for. Every item goes, or changes, as it is now:
    the fingerprint of each is in the hash."""
    going = deeds[0]
    label = going.entity.label.lower()
    others = len(deeds) - 1
    along = f", and {others:,} {'item' if others == 1 else 'items'} with it" if others else ""
    return Plan.of(
        "delete",
        f"Delete the {label} “{_named(going)}” for good{along}",
        f"Deleting this {label} for good",
        [_line(deed) for deed in deeds],
        [way.value, *sorted(_facts(deed, sealer) for deed in deeds)],
    )


def _named(deed: Deed) -> str:
    return heading_of(deed.entity, deed.item, NOBODY)


def _line(deed: Deed) -> str:
    what = f"{deed.entity.label} “{_named(deed)}”"
    if deed.after is None:
        return f"{what} is deleted"
    titles = dict.fromkeys(deed.entity.field(name).title for name in _decided(deed))
    return f"{what} is changed: {', '.join(titles)}"


def _facts(deed: Deed, sealer) -> list:
    place = item_key(deed.entity, deed.key, sealer)
    after = None
    if deed.after is not None:
        # Without the time of the change, which is another one when it is carried out.
        kept = {n: v for n, v in deed.after.items() if not is_automatic(deed.entity, n)}
        after = item_etag(deed.entity, kept, sealer)
    return [place, item_etag(deed.entity, deed.before, sealer), after or ""]


def _decided(deed: Deed) -> list[str]:
    return [name for name in deed.changed if not is_automatic(deed.entity, name)]
