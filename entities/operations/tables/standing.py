"""How tables stand: each as declared beside what was found, or why it could not be asked."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime

from entities.catalogue import Catalogue
from entities.dynamodb.description import TableDescription
from entities.errors import CredentialsMissing, Refusal, TableNotReady, Unreachable
from entities.operations.tables.desired import Desired, desired_tables
from entities.operations.tables.difference import Difference
from entities.operations.tables.drift import Checked, check_table
from entities.schema.viewer import Viewer

# The service takes about ten calls a second of each kind that asks for a setting.
CALLS_AT_ONCE = 4
LOST = (Unreachable, CredentialsMissing)  # what every other table would meet, too

AS_DECLARED, DIFFERS, WRONG_KEYS = "as declared", "differs", "wrong keys"
BUSY, MISSING, UNKNOWN = "busy", "missing", "unknown"
STATES = (AS_DECLARED, DIFFERS, WRONG_KEYS, BUSY, MISSING, UNKNOWN)


@dataclass(frozen=True)
class Standing:
    """One table at a moment. `checked` is None where it could not be asked: then `refusal` says
    why."""

    desired: Desired
    at: datetime
    checked: Checked | None = None
    refusal: Refusal | None = None

    @property
    def name(self) -> str:
        return self.desired.name

    @property
    def description(self) -> TableDescription | None:
        live = self.checked and self.checked.live
        return live.description if live else None

    @property
    def differences(self) -> tuple[Difference, ...]:
        return self.checked.differences if self.checked else ()

    @property
    def state(self) -> str:
        """One of STATES; the gravest where several are true."""
        if self.checked is None:
            return BUSY if isinstance(self.refusal, TableNotReady) else UNKNOWN
        if self.description is None:
            return MISSING
        if any(found.kind == "keys" for found in self.differences):
            return WRONG_KEYS
        if not self.description.active:
            return BUSY
        return DIFFERS if self.differences else AS_DECLARED


def stand(
    store, wanted: Iterable[Desired], *, now: datetime, at_once: int = CALLS_AT_ONCE
) -> list[Standing]:
    """How these tables stand now: four control-plane calls each and no item read. Never raises a
    refusal; where one table cannot be reached, the rest is not asked."""
    lost: list[Refusal] = []

    def look(desired: Desired) -> Standing:
        if lost:
            return Standing(desired, now, refusal=lost[0])
        try:
            return Standing(desired, now, check_table(store, desired))
        except Refusal as refusal:
            if isinstance(refusal, LOST):
                lost.append(refusal)
            return Standing(desired, now, refusal=refusal)

    wanted = list(wanted)
    contexts = [copy_context() for _ in wanted]  # so that the calls count for who asked
    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(lambda context, one: context.run(look, one), contexts, wanted))


def seen_tables(store, catalogue: Catalogue, *, viewer: Viewer) -> list[Desired]:
    """The declared tables that the viewer may know of: those of which some entity may be browsed,
    and all for who manages tables."""
    return [desired for desired in desired_tables(store, catalogue) if sees(viewer, desired)]


def sees(viewer: Viewer, desired: Desired) -> bool:
    return viewer.may("manage tables") or any(map(viewer.may_browse, desired.sharing))


def browsed(viewer: Viewer, desired: Desired) -> Sequence:
    """The entities of the table whose lists the viewer may open."""
    return [entity for entity in desired.sharing if viewer.may_browse(entity)]
