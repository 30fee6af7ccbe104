"""What every generation makes of one contract: ids, moments, and what the source does not tell."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from entities.catalogue.construction.payment_methods import (
    BANK_TRANSFER,
    CASH,
    CHEQUE,
    CREDIT_CARD,
    OLD_CASH,
    OLD_CHEQUE,
)
from entities.operations.demo.chance import identifier, letters, number, one_in, pick
from entities.operations.demo.moments import at, milliseconds, stamp
from entities.operations.demo.offices import Office
from entities.operations.demo.source import Contract

METHODS = (
    *(BANK_TRANSFER,) * 12,
    *(CHEQUE,) * 4,
    *(CREDIT_CARD,) * 2,
    CASH,
    OLD_CASH,
    OLD_CHEQUE,
)
STILL_OPEN = "2024-07-01"


@dataclass(frozen=True)
class ContractFacts:
    office: Office
    contract: Contract

    @property
    def seed(self) -> str:
        return self.contract.project_id

    @cached_property
    def created(self) -> datetime:
        return at(self.contract.start, number(self.seed))

    @property
    def stamps(self) -> dict[str, str]:
        """Entered when the contract started, last touched when it was completed."""
        touched = at(self.contract.end, number("touched", self.seed))
        return {"createdAt": stamp(self.created), "updatedAt": stamp(touched)}

    @property
    def expense_id(self) -> str:
        return identifier("exp", self.created, self.seed)

    @property
    def work_id(self) -> str:
        return identifier("work", self.created, self.seed)

    @property
    def contractor_id(self) -> str:
        return self.office.contractor_id(self.contract.contractor)

    @property
    def joint_venture(self) -> dict[str, list[str]]:
        """All names, where several firms share the contract."""
        names = self.contract.contractors
        return {"jointVenture": list(names)} if len(names) > 1 else {}

    @property
    def is_open(self) -> bool:
        return self.contract.end >= STILL_OPEN

    @property
    def payment_method(self) -> str:
        return pick(METHODS, "method", self.seed)

    @property
    def receipt_key(self) -> str:
        """The name of the receipt in storage; nothing for two in five."""
        if number("receipt", self.seed) % 5 < 2:
            return ""
        end = pick(("pdf", "pdf", "jpg", "png"), "type", self.seed)
        return f"receipt-{milliseconds(self.created)}-{letters(6, 'receipt', self.seed)}.{end}"

    @property
    def is_stale(self) -> bool:
        """Whether the sum stored on the project was never brought up to date."""
        return one_in(20, "stale", self.seed)
