"""An entity: a declared kind of thing. Everything else in the product derives from it."""

import re
from dataclasses import KW_ONLY, dataclass
from functools import cached_property

from entities.errors import DeclarationInvalid
from entities.schema.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Exists,
    Missing,
    holds,
)
from entities.schema.dashboard import Dashboard, Watch
from entities.schema.deletion import Deletion, Kept
from entities.schema.fields import Anything, Choice, Field, Reference
from entities.schema.inventory import Inventory
from entities.schema.system import System
from entities.schema.table_settings import TableSettings
from entities.schema.uniqueness import Uniqueness
from entities.schema.values import Item, Key


@dataclass(frozen=True)
class Index:
    """A global index, or a local one.

    `projection` is ALL, KEYS_ONLY, or the included attributes. `crowded` are partition values that
    many companies share, so that reading them through the index costs more than it saves. `sparse`:
    items without its keys are meant to be left out, and `purpose` says which it is for.
    """

    name: str
    partition: str
    sort: str | None = None
    _: KW_ONLY
    local: bool = False
    projection: str | tuple[str, ...] = "ALL"
    purpose: str = ""
    crowded: tuple[str, ...] = ()
    sparse: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.partition, self.sort) if self.sort else (self.partition,)

    @property
    def shape(self) -> tuple:
        """What makes two indexes of one name the same index."""
        held = self.projection if isinstance(self.projection, str) else frozenset(self.projection)
        return self.keys, self.local, held

    @property
    def partial(self) -> bool:
        """Whether a query cannot see every attribute; a local index fetches what it lacks."""
        return not self.local and self.projection != "ALL"

    def holds(self, attribute: str, table_keys: tuple[str, ...]) -> bool:
        """Whether a query of the index can see the attribute."""
        included = () if isinstance(self.projection, str) else self.projection
        return not self.partial or attribute in (*self.keys, *table_keys, *included)


@dataclass(frozen=True)
class Kind:
    """Tells entities apart that share one table: has one of `any_of` and none of `none_of`."""

    name: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    @property
    def condition(self) -> Condition:
        present = (AnyOf(tuple(Exists(name) for name in self.any_of)),) if self.any_of else ()
        return AllOf((*present, *(Missing(name) for name in self.none_of)))

    def holds(self, item: Item) -> bool:
        return holds(self.condition, item)


@dataclass(frozen=True)
class CompanyFrom:
    """How company scope finds an item: by an `attribute`, or through the mapping of a `user`.

    A user's company is decided by a migration; until then such items belong to no company.
    """

    attribute: str = ""
    user: str = ""


@dataclass(frozen=True)
class SecretKey:
    """Values of this key attribute that match `pattern` are secrets: addresses carry a handle."""

    attribute: str
    pattern: str


@dataclass(frozen=True)
class Derived:
    """A stored value that follows from others. `formula` names the rule in operations."""

    attribute: str
    formula: str
    explained: str = ""


@dataclass(frozen=True)
class Entity:
    """One declaration. See the README for what each part gives.

    `counted` is False for tables made of other tables' items, which nobody counts. `successors` are
    the entities that hold the same kind of thing in later generations, the newest first.
    """

    name: str
    _: KW_ONLY
    system: System
    generation: str
    table: str
    label: str
    plural: str = ""
    group: str = "Company data"
    icon: str = "database"
    purpose: str = ""
    lifecycle: str = "retain"
    inventory: tuple[Inventory, ...] = ()
    partition: str
    sort: str | None = None
    key_types: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    heading: str = ""
    indexes: tuple[Index, ...] = ()
    kind: Kind | None = None
    company_from: CompanyFrom | None = None
    tenant: bool = False
    merge_groups: tuple[tuple[str, ...], ...] = ()
    uniques: tuple[Uniqueness, ...] = ()
    secret_keys: tuple[SecretKey, ...] = ()
    derived: tuple[Derived, ...] = ()
    deletion: Deletion = Deletion()
    keeps: tuple[Kept, ...] = ()
    settings: TableSettings = TableSettings()
    read_only: bool = False
    counted: bool = True
    listed_by_scan: bool = False
    view_action: str = "view"
    watches: tuple[Watch, ...] = ()
    dashboard: Dashboard | None = None
    sort_variants: tuple[str, ...] = ()
    other_tables: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    def __post_init__(self):
        for problem in self._contradictions():
            raise DeclarationInvalid(self.name, problem)

    def __hash__(self) -> int:
        # Names are unique; hashing every field of every field would cost more than the look-up.
        return hash(self.name)

    def _contradictions(self):
        names = [name for declared in self.fields for name in declared.names]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"the attribute “{name}” is declared twice"
        for name in (*self.keys, *self.columns, *(k for i in self.indexes for k in i.keys)):
            if name not in self.fields_by_name:
                yield f"“{name}” is used as a key, index key or column but is not a field"
        for index in self.indexes:
            if any(self.field(name).aliases for name in index.keys):
                yield f"the index “{index.name}” would not find items under an alias of its key"
            if index.local and index.partition != self.partition:
                yield f"the local index “{index.name}” must share the partition key"
            if index.sparse and not index.purpose:
                yield f"the index “{index.name}” is sparse and does not say for which items it is"
        for name in (name for rule in self.uniques for name in rule.told_by):
            if name not in self.fields_by_name:
                yield f"“{name}” tells a unique value apart but is not a field"
        if self.heading and self.heading not in self.fields_by_name:
            yield f"the heading “{self.heading}” is not a field"
        if self.company_from and self.company_from.attribute not in ("", *self.fields_by_name):
            yield f"company_from names “{self.company_from.attribute}”, which is not a field"
        if self.lifecycle not in ("retain", "deprecate"):
            yield "lifecycle is retain or deprecate"
        yield from self.settings.problems()

    @property
    def titles(self) -> str:
        """The plural label."""
        return self.plural or f"{self.label}s"

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return (self.partition, self.sort) if self.sort else (self.partition,)

    @cached_property
    def fields_by_name(self) -> dict[str, Field]:
        return {declared.name: declared for declared in self.fields}

    @cached_property
    def fields_by_any_name(self) -> dict[str, Field]:
        """Fields by their name and by every alias."""
        return {name: declared for declared in self.fields for name in declared.names}

    def field(self, name: str) -> Field:
        """The declared field; an `Anything` of that name for an undeclared attribute."""
        declared = self.fields_by_any_name.get(name)
        return declared or Anything(name, mask=self.system.masks.of(name))

    def held_name(self, declared: Field, item: Item) -> str | None:
        """The name under which the item holds the field: its own, else its first alias present."""
        return next((name for name in declared.names if name in item), None)

    def held(self, name: str, item: Item):
        """The item's value of a field, aliases included; None where absent."""
        found = self.held_name(self.fields_by_name[name], item)
        return item[found] if found else None

    def key_of(self, item: Item) -> Key:
        """Raises KeyError for an item read without its key attributes."""
        return tuple(item[name] for name in self.keys)

    def key_item(self, key: Key) -> Item:
        return dict(zip(self.keys, key, strict=True))

    def key_type(self, name: str) -> str:
        """S, N or B: the type of a key or index attribute."""
        declared = dict(self.key_types).get(name)
        if declared:
            return declared
        types = self.fields_by_name[name].types
        return next((kind for kind in ("N", "B") if types == {kind}), "S")

    def index(self, name: str) -> Index | None:
        return next((index for index in self.indexes if index.name == name), None)

    def holds(self, item: Item) -> bool:
        """Whether an item of the table is of this entity."""
        return self.kind is None or self.kind.holds(item)

    @property
    def company_attribute(self) -> str:
        """The attribute that names the company, or nothing."""
        return self.company_from.attribute if self.company_from else ""

    def company_of(self, item: Item) -> str | None:
        """The company an item belongs to; None when it cannot be told."""
        company = item.get(self.company_attribute) if self.company_attribute else None
        return company if isinstance(company, str) and company else None

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        return tuple(declared for declared in self.fields if isinstance(declared, Reference))

    def choice(self, name: str) -> Choice | None:
        declared = self.fields_by_name.get(name)
        return declared if isinstance(declared, Choice) else None

    def is_secret(self, attribute: str, value: object) -> bool:
        """Whether a key's value is itself a secret (an invitation whose id is its token)."""
        return any(
            secret.attribute == attribute
            and isinstance(value, str)
            and re.fullmatch(secret.pattern, value)
            for secret in self.secret_keys
        )
