"""The declared entities, one file each, found by being there.

A `Catalogue` is a value that loads a folder. The default one, `catalogue`, loads itself on first
use; `apps.ready()` forces and checks it.
"""

import importlib
import importlib.util
import sys
from functools import cached_property
from pathlib import Path

from entities.errors import DeclarationInvalid, EntityNotFound, SystemNotFound
from entities.schema.entity import Entity
from entities.schema.fields import Reference
from entities.schema.masking import Mask
from entities.schema.system import System

HOME = Path(__file__).parent
OWN = "dashboard"  # the system of our own tables


class Catalogue:
    """All entities declared in the given folders, in the order of their file names."""

    def __init__(self, *folders: Path):
        self.folders = folders or (HOME,)
        self._chosen: frozenset[str] = frozenset()

    def show(self, *systems: str) -> None:
        """Shows these systems and Keyroom's own; none means those that are on by themselves.

        Raises SystemNotFound.
        """
        known = {entity.system.name for entity in self.by_name.values()}
        for name in systems:
            if name not in known:
                raise SystemNotFound(name, tuple(sorted(known)))
        self._chosen = frozenset((*systems, OWN)) if systems else frozenset()
        self.__dict__.pop("systems", None)

    def shows(self, entity: Entity) -> bool:
        """Whether the entity's system is shown."""
        system = entity.system
        return system.name in self._chosen if self._chosen else system.on

    @cached_property
    def by_name(self) -> dict[str, Entity]:
        found: dict[str, Entity] = {}
        for entity in self._declared(Entity):
            if found.setdefault(entity.name, entity) is not entity:
                raise DeclarationInvalid(entity.name, "two entities have this name")
        return found

    def _declared(self, wanted: type):
        for folder in self.folders:
            for path in sorted(folder.rglob("*.py")):
                if path.name != "__init__.py":
                    module = _load(path)
                    yield from (v for v in vars(module).values() if type(v) is wanted)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity of the systems that are shown."""
        return tuple(filter(self.shows, self.by_name.values()))

    @cached_property
    def systems(self) -> tuple[System, ...]:
        return tuple({entity.system.name: entity.system for entity in self.entities}.values())

    def system_label(self, name: str) -> str:
        """What staff call a system; the name itself where none that is shown has it."""
        return next((system.label for system in self.systems if system.name == name), name)

    def entity(self, name: str) -> Entity:
        """Raises EntityNotFound."""
        entity = self.by_name.get(name)
        if entity is None or not self.shows(entity):
            raise EntityNotFound(name)
        return entity

    def of_system(self, system: str) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if entity.system.name == system)

    def sharing(self, entity: Entity) -> tuple[Entity, ...]:
        """The entities of the same table, this one included."""
        return tuple(
            other
            for other in self.entities
            if (other.system.name, other.table) == (entity.system.name, entity.table)
        )

    @property
    def tables(self) -> tuple[Entity, ...]:
        """One entity per table: the first declared of those that share it."""
        return tuple({(e.system.name, e.table): e for e in reversed(self.entities)}.values())[::-1]

    def referrers(self, entity: Entity) -> tuple[tuple[Entity, Reference], ...]:
        """Every (entity, field) that points at items of this entity."""
        return tuple(
            (other, reference)
            for other in self.entities
            for reference in other.references
            if reference.to == entity.name
        )

    @property
    def tenants(self) -> tuple[Entity, ...]:
        """The entities whose items are companies."""
        return tuple(entity for entity in self.entities if entity.tenant)

    def tenant_of(self, entity: Entity) -> Entity | None:
        """The entity of the companies that own this entity's items, in its own system."""
        if not entity.company_attribute:
            return None
        return next((t for t in self.tenants if t.system is entity.system), None)

    def problems(self):
        """Sentences about declarations that contradict each other, for `manage.py check`."""
        for entity in self.by_name.values():
            yield from self._reference_problems(entity)
            yield from self._sharing_problems(entity)
            yield from self._successor_problems(entity)
            yield from _mask_problems(entity)

    def _reference_problems(self, entity: Entity):
        for reference in entity.references:
            target = self.by_name.get(reference.to)
            named = f"{entity.name}.{reference.name}"
            if target is None:
                yield f"{named} refers to “{reference.to}”, which is not declared."
            elif reference.through and len(reference.through) != len(target.keys):
                yield f"{named}: `through` needs one attribute per key of {target.name}."
            elif reference.by and reference.by not in target.fields_by_name:
                yield f"{named}: {target.name} has no field “{reference.by}”."

    def _successor_problems(self, entity: Entity):
        for name in entity.successors:
            if name not in self.by_name:
                yield f"{entity.name} names “{name}” as its successor, which is not declared."

    def _sharing_problems(self, entity: Entity):
        for other in self.sharing(entity):
            if other.keys != entity.keys:
                yield f"{entity.name} and {other.name} share a table but declare different keys."
            if other is not entity and not (other.kind and entity.kind):
                yield f"{entity.name} and {other.name} share a table: both need a kind."


def _mask_problems(entity: Entity):
    """Where a field is masked by its name alone, filters and search would not know of it."""
    for field in (field for field in entity.fields if field.mask is Mask.NONE):
        for name in field.names:
            if entity.system.masks.of(name) is not Mask.NONE:
                yield f"{entity.name}.{name} needs a mask: {entity.system.label} hides such names."


def _load(path: Path):
    """The module of a declaration file: by its dotted name inside the house, else by its path."""
    if path.is_relative_to(HOME):
        relative = path.relative_to(HOME).with_suffix("")
        return importlib.import_module(".".join((__name__, *relative.parts)))
    name = f"declared_{abs(hash(path))}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


catalogue = Catalogue()
