"""Walking one chain from its first entry to its head and its parts: what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from entities.errors import SealBroken
from entities.operations.audit.chain import HEAD, HELD_BY_HEAD, PART, entry_hash
from entities.operations.audit.images import images_hash, opened_images, part_keys
from entities.schema.values import Item


@dataclass(frozen=True)
class Break:
    """One thing that is wrong, and where."""

    item_key: str
    entry_id: str
    problem: str

    def __str__(self) -> str:
        return f"{self.item_key} {self.entry_id}: {self.problem}"


@dataclass
class ChainWalk:
    """The items of one partition in their order: entries, the head, parts."""

    item_key: str
    sealer: object
    entries: int = 0
    days: set[str] = field(default_factory=set)
    _hash: object = ""
    _last: str = ""
    _headed: bool = False
    _awaited: dict[str, tuple] = field(default_factory=dict)
    _parts: list[Item] = field(default_factory=list)

    def breaks(self, items: Iterable[Item]) -> Iterator[Break]:
        for item in items:
            entry_id = item["entryId"]
            for problem in self._problems(item, entry_id):
                yield Break(self.item_key, entry_id, problem)
        for problem in self._closed():
            yield Break(self.item_key, PART, problem)
        if not self._headed:
            yield Break(self.item_key, HEAD, "the head is missing")
        for entry_id in self._awaited:
            yield Break(self.item_key, entry_id, "the parts with its images are missing")

    def _problems(self, item: Item, entry_id: str) -> Iterator[str]:
        if entry_id < HEAD:
            return self._entry(item, entry_id)
        if entry_id == HEAD:
            return self._head(item)
        return self._part(item)

    def _entry(self, item: Item, entry_id: str) -> Iterator[str]:
        self.entries += 1
        if item.get("hash") != entry_hash(item):
            yield "its hash is not that of what it holds"
        if item.get("number") != self.entries:
            yield f"it has number {item.get('number')} where {self.entries} belongs"
        if item.get("previousHash") != self._hash:
            yield "it is not chained to the entry before it"
        if item.get("parts"):
            self._awaited[entry_id] = (item["parts"], item.get("imagesHash"))
        elif not self._opens(item.get("images"), entry_id):
            yield "its images cannot be opened"
        self._hash, self._last = item.get("hash"), entry_id
        self.days |= _day_of(item)

    def _head(self, item: Item) -> Iterator[str]:
        self._headed = True
        if item.keys() != {"itemKey", "entryId", *HELD_BY_HEAD}:
            yield "the head holds something else than it should"
        if item.get("entries") != self.entries:
            yield f"the head counts {item.get('entries')} entries; there are {self.entries}"
        if item.get("hash") != self._hash:
            yield "the head's hash is not that of the last entry"
        if item.get("last") != self._last:
            yield "the head names another entry as the last"

    def _part(self, item: Item) -> Iterator[str]:
        """Parts come entry by entry; those of one are looked at once all are there."""
        if self._parts and _owner(item) != _owner(self._parts[0]):
            yield from self._closed()
        self._parts.append(item)

    def _closed(self) -> Iterator[str]:
        parts, self._parts = self._parts, []
        if not parts:
            return
        owner = _owner(parts[0])
        stated = self._awaited.pop(owner, None)
        if stated is None:
            yield f"parts of {owner}, which is no entry with parts"
        elif not self._belong(parts, stated, owner):
            yield f"the parts of {owner} are not those that were written"

    def _belong(self, parts: list[Item], stated: tuple, owner: str) -> bool:
        keys = [(part["itemKey"], part["entryId"]) for part in parts]
        pieces = [part.get("content") for part in parts]
        return (
            keys == part_keys((self.item_key, owner), len(parts))
            and all(part.keys() == {"itemKey", "entryId", "content"} for part in parts)
            and all(isinstance(piece, bytes) for piece in pieces)
            and stated == (len(parts), images_hash(pieces))
            and self._opens(b"".join(pieces), owner)
        )

    def _opens(self, sealed: object, entry_id: str) -> bool:
        if not isinstance(sealed, bytes):
            return False
        try:
            opened_images(sealed, (self.item_key, entry_id), self.sealer)
        except SealBroken:
            return False
        return True


def _owner(part: Item) -> str:
    return part["entryId"].removeprefix(PART).rpartition("#")[0]


def _day_of(entry: Item) -> set[str]:
    """The day of the entry, where it is one: what else it holds was found by its hash."""
    held = entry.get("day")
    try:
        return {date.fromisoformat(held).isoformat()} if isinstance(held, str) else set()
    except ValueError:
        return set()
