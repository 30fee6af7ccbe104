"""What must never run out: a company's last active admin stays one."""

from collections.abc import Iterator, Sequence

from entities.catalogue import Catalogue
from entities.dynamodb.steps import Check, Step
from entities.errors import LastOneKept
from entities.operations.deeds import Deed
from entities.schema.access import AccessPath
from entities.schema.conditions import Equals, Exists, Missing
from entities.schema.deletion import Kept
from entities.schema.entity import Entity
from entities.schema.values import Item, Key


def keeping_steps(store, catalogue: Catalogue, deeds: Sequence[Deed]) -> Iterator[Step]:
    """One other item that vouches for each partition that loses one. Raises LastOneKept."""
    gone = {(deed.entity.name, deed.key) for deed in deeds if deed.after is None}
    for deed in deeds:
        for rule in deed.entity.keeps:
            if _loses(rule, deed) and not _is_its_company_going(catalogue, deed, gone):
                yield _vouched(store, rule, deed, [d.key for d in deeds if d.entity == deed.entity])


def _loses(rule: Kept, deed: Deed) -> bool:
    held = deed.before is not None and rule.test(deed.before)
    return held and not (deed.after is not None and rule.test(deed.after))


def _is_its_company_going(catalogue: Catalogue, deed: Deed, gone: set) -> bool:
    tenant = catalogue.tenant_of(deed.entity)
    return tenant is not None and (tenant.name, (deed.company,)) in gone


def _vouched(store, rule: Kept, deed: Deed, touched: list[Key]) -> Step:
    entity = deed.entity
    refused = LastOneKept(rule.why)
    for item in _partition(store, entity, deed.before[entity.partition]):
        if rule.test(item) and entity.key_of(item) not in touched:
            # Somebody may be taking this one away at the same moment: one of both is refused.
            held = tuple(_as_read(item, name) for name in rule.told_by)
            return Check(entity, entity.key_of(item), (Exists(entity.partition), *held), refused)
    raise refused


def _partition(store, entity: Entity, value) -> Iterator[Item]:
    path = AccessPath("query", None, Equals(entity.partition, value), keys=entity.keys)
    for page in store.pages(entity, path=path, consistent=True):
        yield from page.items


def _as_read(item: Item, name: str) -> Equals | Missing:
    return Equals(name, item[name]) if name in item else Missing(name)
