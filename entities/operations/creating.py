"""Creating an item: its id, its defaults, and what it asks of other items; one transaction."""

import secrets
from datetime import datetime
from decimal import Decimal
from string import ascii_lowercase, digits

from entities.catalogue import Catalogue
from entities.errors import EditRefused
from entities.operations.acts import once
from entities.operations.claims import warnings
from entities.operations.consequences import consequences
from entities.operations.deeds import Act, Deed
from entities.operations.editing import Saved, StepSource, must_be_writable, told
from entities.operations.formulas import COUNTED
from entities.operations.live import live
from entities.operations.merging import is_automatic
from entities.operations.rules import misfits, problems
from entities.operations.settled import settled, stamp
from entities.operations.writing import write
from entities.schema.entity import Entity
from entities.schema.fields import Field, Text
from entities.schema.values import Item, Value
from entities.schema.viewer import Viewer

BASE36 = digits + ascii_lowercase


def create(
    store,
    catalogue: Catalogue,
    entity: Entity,
    given: Item,
    *,
    viewer: Viewer,
    act: Act,
    sealer,
    mirrors: tuple[StepSource, ...] = (),
) -> Saved:
    """Create an item of what is given; an id that is left out is made.

    The same click twice creates once. Raises ActionNotAllowed, ReadOnly, CompanyNotAllowed,
    EditRefused with a sentence per wrong field, AlreadyThere for a key that is taken, and what
    `consequences` and `write` raise.
    """
    viewer.must("create")
    viewer.must_browse(entity)
    table = live(store, entity)
    must_be_writable(table)

    def creating() -> Saved:
        item = new_item(entity, given, now=act.now)
        _must_be_sound(entity, given, item)
        if viewer.limited:
            viewer.must_see_company(entity.company_of(item) or "")
        deed = Deed(entity, "create", None, item)
        steps = consequences(store, catalogue, (deed,), act)
        steps += tuple(step for source in mirrors for step in source(deed))
        entries = write(store, catalogue, (deed,), act, sealer=sealer, also=steps)
        return Saved(item, entries, warnings=warnings(store, deed))

    return once(store, catalogue, act, creating, told(store, catalogue, sealer))


def new_item(entity: Entity, given: Item, *, now: datetime) -> Item:
    """What is given with an id, the defaults of what is left out, stamps and derived values."""
    item = {n: _default(entity, f) for n, f in entity.fields_by_name.items()}
    item = {name: value for name, value in item.items() if value is not None} | given
    for twice in (f for f in entity.fields if f.aliases_too and f.name in item):
        item = dict.fromkeys(twice.aliases, item[twice.name]) | item
    last = entity.fields_by_name[entity.keys[-1]]
    if isinstance(last, Text) and last.prefix and not item.get(last.name):
        item[last.name] = new_id(last.prefix, now)
    if "createdAt" in entity.fields_by_name:
        item.setdefault("createdAt", stamp(now))
    return settled(entity, item, item.keys(), now)


def new_id(prefix: str, now: datetime) -> str:
    """`<prefix>_<epoch ms>_<9 base36>`, as the application makes its ids."""
    chance = "".join(secrets.choice(BASE36) for _ in range(9))
    return f"{prefix}_{int(now.timestamp() * 1000)}_{chance}"


def _default(entity: Entity, declared: Field) -> Value:
    """Nothing is counted yet, whatever the application assumes of a company's first user."""
    formulas = {rule.attribute: rule.formula for rule in entity.derived}
    if formulas.get(declared.name) in COUNTED:
        return Decimal(0)
    whole = isinstance(declared.default, int) and not isinstance(declared.default, bool)
    return Decimal(declared.default) if whole else declared.default


def _must_be_sound(entity: Entity, given: Item, item: Item) -> None:
    """Raises EditRefused."""
    typed = {name for name in given if is_automatic(entity, name)}
    asked = {f.name for f in entity.fields if not is_automatic(entity, f.name)}
    wrong = problems(entity, {}, item, sorted(asked | given.keys()))
    wrong |= {name: "This is worked out and never typed." for name in typed}
    wrong = wrong or misfits(entity, item)
    if wrong:
        raise EditRefused(entity.label, wrong)
