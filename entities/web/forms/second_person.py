"""A deletion that takes two people, on its page: to be asked for, waiting, or ready."""

from dataclasses import dataclass

from entities.operations.approvals.reading import Approval
from entities.schema.deletion import Way
from entities.schema.viewer import Viewer
from entities.web.approvals import Card, card


@dataclass(frozen=True)
class SecondPerson:
    """`last` is what was last asked for this item, if anything; `way` how it was approved, where
    that is still exactly what would be done."""

    viewer: Viewer
    last: Approval | None = None
    way: Way | None = None

    @property
    def is_ready(self) -> bool:
        return self.last is not None and self.last.status == "approved" and self.way is not None

    @property
    def waits(self) -> bool:
        return self.last is not None and self.last.is_open

    @property
    def may_ask(self) -> bool:
        return self.viewer.may("request approval") and not (self.is_ready or self.waits)

    @property
    def moved_on(self) -> bool:
        """Whether it was approved, and something changed since."""
        return self.last is not None and self.last.status == "approved" and self.way is None

    @property
    def approval_id(self) -> str:
        """What is sent along when it is carried out."""
        return self.last.approval_id if self.is_ready else ""

    @property
    def card(self) -> Card | None:
        return card(self.last, self.viewer) if self.last else None

    @property
    def sees_card(self) -> bool:
        return self.viewer.may("request approval") or self.viewer.may("approve")

    def ways(self, open_ways: tuple[Way, ...]) -> tuple[Way, ...]:
        """Those that may be chosen now."""
        if self.is_ready:
            return (self.way,)
        return open_ways if self.may_ask else ()
