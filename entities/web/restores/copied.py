"""The page of what is to be copied back: each item as it is beside as it was, and two people."""

from dataclasses import dataclass

from django.urls import reverse

from entities.operations.approvals.plans import Plan
from entities.operations.approvals.reading import Approval
from entities.operations.audit.changes import changes_of
from entities.operations.audit.shown import differences_of
from entities.operations.deeds import Deed
from entities.operations.restores.picking import Choice, Copied
from entities.schema.viewer import Viewer
from entities.web.approvals import Card, card
from entities.web.history import shown_differences

LISTED = 50


@dataclass(frozen=True)
class Item:
    copied: Copied

    @property
    def differences(self):
        """Each attribute as it is and as it would be; hidden values are not told."""
        if self.copied.backup is None:
            return []
        deed = Deed(self.copied.entity, "restore", self.copied.today, self.copied.backup)
        return shown_differences(differences_of(deed.entity, changes_of(deed).listed))


@dataclass(frozen=True)
class CopyPage:
    """`last` is what was last asked for, `run` whether it was carried out."""

    choice: Choice
    items: list[Copied]
    plan: Plan
    last: Approval | None
    viewer: Viewer
    done: bool

    @property
    def shown(self) -> list[Item]:
        return [Item(copied) for copied in self.items[:LISTED]]

    @property
    def more(self) -> int:
        return max(len(self.items) - LISTED, 0)

    @property
    def fits(self) -> bool:
        """Whether what was asked for is exactly what would be done now."""
        return self.last is not None and self.last.plan_hash == self.plan.hash

    @property
    def is_ready(self) -> bool:
        return self.fits and self.last.status == "approved"

    @property
    def waits(self) -> bool:
        return self.last is not None and self.last.is_open

    @property
    def moved_on(self) -> bool:
        return self.last is not None and self.last.status == "approved" and not self.fits

    @property
    def may_ask(self) -> bool:
        asks = self.viewer.may("request approval")
        return asks and not (self.is_ready or self.waits or self.done)

    @property
    def card(self) -> Card | None:
        return card(self.last, self.viewer) if self.last else None

    @property
    def url(self) -> str:
        return reverse("copy_back", args=[self.choice.copy_id])

    @property
    def run_url(self) -> str:
        return reverse("run", args=[self.choice.copy_id])

    @property
    def compared_url(self) -> str:
        return reverse("compared", args=[self.choice.compared])
