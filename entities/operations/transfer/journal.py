"""The record of a run of ours: an item of the runs table, written with its audit entries.

So an export, which changes no item, stands in the audit log of its company like any change.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from entities.catalogue import Catalogue
from entities.operations.deeds import Act, Deed
from entities.operations.settled import stamp
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.values import Item, Value


class Journal:
    """`act.run_id` names the run."""

    def __init__(self, store, catalogue: Catalogue, operation: str, act: Act, sealer):
        self.store, self.catalogue, self.sealer = store, catalogue, sealer
        self.operation = operation
        self.act = replace(act, token="")
        self.item: Item = {}

    def begin(
        self, entity: Entity, company: str | None, options: Mapping[str, Value], **facts: Value
    ) -> None:
        """Written before anything else is done."""
        moment = stamp(self.act.now)
        self.item = {
            "runId": self.act.run_id,
            "operation": self.operation,
            "status": "running",
            "entities": [entity.name],
            "options": dict(options),
            "requestedBy": self.act.actor,
            "createdAt": moment,
            "startedAt": moment,
            **({"companyId": company} if company else {}),
            **facts,
        }
        self._write(None, self.item)

    def end(self, status: str, **counts: int) -> None:
        numbers = {name: Decimal(count) for name, count in counts.items()}
        after = self.item | {"status": status} | numbers
        self._write(self.item, after)
        self.item = after

    def _write(self, before: Item | None, after: Item) -> None:
        runs = self.catalogue.entity("runs")
        deed = Deed(runs, self.operation, before, after)
        write(self.store, self.catalogue, (deed,), self.act, sealer=self.sealer)
