"""The page of a comparison: what differs from today, item by item, to be chosen from."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from entities.operations.headings import key_text
from entities.operations.restores.sources import Source
from entities.operations.restores.today import PAGE, Difference
from entities.operations.runs.run import Run
from entities.schema.entity import Entity
from entities.web.addresses import item_url

KINDS = {
    "changed": ("Changed since", "warn"),
    "removed": ("Gone since", "bad"),
    "added": ("New since", "info"),
}


@dataclass(frozen=True)
class Row:
    difference: Difference
    entity: Entity

    @property
    def name(self) -> str:
        return key_text(self.entity, self.difference.key)

    @property
    def partition(self) -> str:
        first, *rest = self.difference.key
        return (
            str(first) if rest and not self.entity.is_secret(self.entity.partition, first) else ""
        )

    @property
    def url(self) -> str:
        """The item of today, where there is one."""
        gone = self.difference.kind == "removed"
        return "" if gone else item_url(self.entity, self.difference.key)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class ComparedPage:
    """`counts` are those of the chosen table, `number` its place among `sources`."""

    run: Run
    sources: list[Source]
    number: int
    kind: str
    counts: Mapping[str, int]
    found: list[Difference]
    entity: Entity

    @property
    def source(self) -> Source:
        return self.sources[self.number]

    @property
    def rows(self) -> list[Row]:
        return [Row(difference, self.entity) for difference in self.found]

    @property
    def kinds(self) -> list[Tab]:
        return [
            Tab(label, self._url(self.number, kind), self.counts.get(kind, 0), kind == self.kind)
            for kind, (label, _) in KINDS.items()
        ]

    @property
    def tables(self) -> list[Tab]:
        return [
            Tab(source.table, self._url(n, self.kind), 0, n == self.number)
            for n, source in enumerate(self.sources)
        ]

    @property
    def title(self) -> str:
        return f"{KINDS[self.kind][0]}: {self.entity.titles.lower()}"

    @property
    def tone(self) -> str:
        return KINDS[self.kind][1]

    @property
    def same(self) -> int:
        return self.counts.get("same", 0)

    @property
    def expired(self) -> int:
        return self.counts.get("expired", 0)

    @property
    def may_choose(self) -> bool:
        return self.kind != "added" and bool(self.found)

    @property
    def next_url(self) -> str:
        if len(self.found) < PAGE:
            return ""
        return self._url(self.number, self.kind, after=self.found[-1].unit_id)

    def _url(self, number: int, kind: str, **more: str) -> str:
        return compared_url(self.run.run_id, number, kind, **more)


def compared_url(run_id: str, number: object, kind: object, **more: str) -> str:
    asked = urlencode({"table": number or 0, "kind": kind or "", **more})
    return f"{reverse('compared', args=[run_id])}?{asked}"
