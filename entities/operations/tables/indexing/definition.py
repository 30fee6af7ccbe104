"""What is to be done to which index, as a run keeps it: a worker of a later release, with other
declarations, still does what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from entities.catalogue import Catalogue
from entities.dynamodb.table_calls import TableCall, create_index, delete_index
from entities.errors import RunBroken
from entities.operations.runs.run import Run
from entities.operations.tables.desired import Desired, desired_table
from entities.schema.entity import Index
from entities.schema.values import Value

BUILD, REMOVE = "build", "remove"


@dataclass(frozen=True)
class IndexChange:
    """`types` gives S, N or B of the index's keys. Of one to be removed only the name counts."""

    desired: Desired
    index: Index
    types: Mapping[str, str]
    removes: bool = False

    @property
    def call(self) -> TableCall:
        if self.removes:
            return delete_index(self.desired.name, self.index.name)
        return create_index(self.desired.name, self.index, dict(self.types))

    @property
    def after(self) -> Desired:
        """The table as it is to be, also where the index is not declared."""
        others = tuple(i for i in self.desired.indexes if i.name != self.index.name)
        kept = others if self.removes else (*others, self.index)
        return replace(
            self.desired, indexes=kept, key_types={**self.desired.key_types, **self.types}
        )

    @property
    def options(self) -> dict[str, Value]:
        """What a run keeps of it."""
        index, kept = self.index, {"index": self.index.name}
        if self.removes:
            return {"change": REMOVE, **kept}
        projection = index.projection
        return {
            "change": BUILD,
            **kept,
            "keys": list(index.keys),
            "types": dict(self.types),
            "projection": projection if isinstance(projection, str) else list(projection),
            "sparse": index.sparse,
            "purpose": index.purpose,
        }


def build_of(desired: Desired, index: Index, types: Mapping[str, str] | None = None) -> IndexChange:
    """`types` where they are not the declared ones."""
    known = {**desired.key_types, **(types or {})}
    return IndexChange(desired, index, {name: known[name] for name in index.keys})


def removal_of(desired: Desired, name: str) -> IndexChange:
    return IndexChange(desired, Index(name, desired.entity.partition), {}, removes=True)


def change_of(store, catalogue: Catalogue, run: Run) -> IndexChange:
    """What a run was started for. Raises EntityNotFound, and RunBroken where its table has another
    name here."""
    desired = desired_table(store, catalogue, catalogue.entity(run.entities[0]))
    if desired.name != run.item["plan"]:
        raise RunBroken(
            f"The table of this run, “{run.item['plan']}”, is called “{desired.name}” here.",
            "Work on it where TABLE_PREFIX and ENVIRONMENT are what they were.",
        )
    asked = run.options
    if asked["change"] == REMOVE:
        return removal_of(desired, asked["index"])
    projection = asked["projection"]
    partition, *sort = asked["keys"]
    index = Index(
        asked["index"],
        partition,
        next(iter(sort), None),
        projection=projection if isinstance(projection, str) else tuple(projection),
        purpose=asked.get("purpose", ""),
        sparse=asked["sparse"],
    )
    return build_of(desired, index, asked["types"])
