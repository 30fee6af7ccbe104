"""The whole demo data, and loading it: nothing is overwritten, a second load changes nothing."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.loading import Loaded, put_if_absent
from entities.dynamodb.store import Store
from entities.errors import ProductionRefused
from entities.operations.demo.bad_data import bad_data
from entities.operations.demo.companies import Company
from entities.operations.demo.company_generation import company_generation
from entities.operations.demo.dead_letters import dead_letters
from entities.operations.demo.example_company import example_company
from entities.operations.demo.inline_receipts import (
    company_receipts,
    multi_receipts,
    single_receipts,
)
from entities.operations.demo.invitations import invitations
from entities.operations.demo.legacy_mistakes import multi_mistakes, single_mistakes
from entities.operations.demo.mapping_cases import mapped_users, mapping_records
from entities.operations.demo.multi_generation import multi_generation
from entities.operations.demo.odd_attributes import odd_attributes
from entities.operations.demo.odd_keys import odd_keys
from entities.operations.demo.offices import Office, offices_by_island
from entities.operations.demo.payments import example_payments, payment_records
from entities.operations.demo.pending_payments import pending_payments
from entities.operations.demo.pilotforce import pilotforce
from entities.operations.demo.pilotforce_deployed import pilotforce_deployed
from entities.operations.demo.records import Records
from entities.operations.demo.rental_drafts import rental_drafts
from entities.operations.demo.rental_tables import rental_tables
from entities.operations.demo.single_generation import single_generation
from entities.operations.demo.source import read_contracts
from entities.operations.demo.subscriptions import example_subscription, subscription_records
from entities.operations.demo.webhooks import example_webhooks, webhook_records
from entities.schema.entity import Entity
from entities.schema.values import Item

MADE_UP: tuple[Callable[[], Records], ...] = (
    example_company,
    company_receipts,
    single_receipts,
    invitations,
    example_subscription,
    example_payments,
    example_webhooks,
    dead_letters,
    pending_payments,
    single_mistakes,
    bad_data,
    odd_keys,
    odd_attributes,
    rental_drafts,
    rental_tables,
    pilotforce,
    pilotforce_deployed,
)


@dataclass(frozen=True)
class Summary:
    """What a load did, by entity name in the order loaded."""

    loaded: dict[str, Loaded]

    @property
    def written(self) -> int:
        return sum(one.written for one in self.loaded.values())

    @property
    def present(self) -> int:
        return sum(one.present for one in self.loaded.values())


def load(
    store: Store,
    *,
    catalogue: Catalogue,
    progress: Callable[[Entity, Loaded], None] | None = None,
    only_offices: int | None = None,
) -> Summary:
    """Writes what is absent. Raises ProductionRefused; TableMissing where a table is; Unavailable.

    Only what belongs to a system that is shown is loaded. `progress` is told after each entity.
    `only_offices` takes so many offices of each island, and always everything that is made up.
    """
    if store.environment == "production":
        raise ProductionRefused("Loading demo data")
    loaded: dict[str, Loaded] = {}
    shown = {entity.name: entity for entity in catalogue.entities}
    for name, items in items_by_entity(only_offices=only_offices).items():
        entity = shown.get(name)
        if entity is None:
            continue
        loaded[name] = put_if_absent(store, entity, items)
        if progress:
            progress(entity, loaded[name])
    return Summary(loaded)


def items_by_entity(*, only_offices: int | None = None) -> dict[str, list[Item]]:
    """Every item of the demo data by entity name. Raises DemoFileInvalid."""
    offices = offices_by_island(read_contracts())
    found: dict[str, list[Item]] = defaultdict(list)
    for name, item in _records(offices, only_offices):
        found[name].append(item)
    return dict(found)


def _records(offices: dict[str, list[Office]], most: int | None) -> Records:
    users = mapped_users(offices["Visayas"])
    for office in offices["Luzon"][:most]:
        yield from luzon(office)
    for user in users[:most]:
        yield from multi_generation(user.office, user.user_id)
    for office in offices["Mindanao"][:most]:
        yield from single_generation(office)
    yield from mapping_records(users)
    yield from multi_mistakes(users)
    yield from multi_receipts(users)
    for make in MADE_UP:
        yield from make()


def luzon(office: Office) -> Records:
    """An office of Luzon with its rows and its billing."""
    yield from company_generation(office)
    company = Company(office)
    for make in (subscription_records, payment_records, webhook_records):
        yield from make(company)
