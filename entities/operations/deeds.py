"""What staff do to items: who, when and why (`Act`), and each item before and after (`Deed`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from entities.schema.entity import Entity
from entities.schema.values import Item, Key, same


@dataclass(frozen=True)
class Act:
    """One decision of one person. `now` is aware; `token` makes a repeated click one act.

    `run_id` names the run it belongs to, `undoes` the audit entry it takes back. `beside` is handed
    the audit entries and gives the steps that go with them in the same transaction: what a run
    keeps of its unit.
    """

    actor: str
    now: datetime
    reason: str = ""
    request_id: str = ""
    run_id: str = ""
    undoes: str = ""
    token: str = ""
    beside: Callable[[Iterable], Iterable] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Deed:
    """One item before and after. None before is a creation, None after a deletion.

    A deed never changes a key: that is a deletion and a creation in one transaction. `revealed` is
    the path of a hidden value that was looked at: such a deed changes nothing, and keeps nothing.
    """

    entity: Entity
    action: str
    before: Item | None
    after: Item | None
    revealed: str = ""

    @property
    def item(self) -> Item:
        return self.after if self.after is not None else self.before

    @property
    def key(self) -> Key:
        return self.entity.key_of(self.item)

    @property
    def company(self) -> str | None:
        return self.entity.company_of(self.item)

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the attributes that differ, in order."""
        before, after = self.before or {}, self.after or {}
        names = sorted({*before, *after})
        return tuple(n for n in names if not _equal(n, before, after))


def _equal(name: str, before: Item, after: Item) -> bool:
    return name in before and name in after and same(before[name], after[name])
