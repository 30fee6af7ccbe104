"""What must be so before tables are made or changed: credentials, endpoint, names, limits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from entities.catalogue import Catalogue
from entities.dynamodb.table_rules import check_call
from entities.dynamodb.tables import creation_calls, table_names
from entities.errors import Refusal, TableChangeRefused
from entities.operations.tables.cloudformation.actions import ACCOUNT, CHANGES, READS, allowed
from entities.operations.tables.desired import Desired, desired_tables
from entities.schema.system import System

MOST_TABLES = 2_500  # per account and region, unless AWS raised it
PERMISSIONS = allowed(ACCOUNT, READS, CHANGES)


@dataclass(frozen=True)
class Readiness:
    """`facts` are lines on where and what; `problems` sentences with what to do about each."""

    facts: tuple[str, ...]
    problems: tuple[str, ...] = ()


def readiness(store, catalogue: Catalogue, *, system: str | None = None) -> Readiness:
    """One or two calls. Never raises a refusal: it becomes a problem with its hint."""
    wanted = list(desired_tables(store, catalogue, system))
    facts = list(_place(store, wanted))
    try:
        there = table_names(store, most=MOST_TABLES)
    except Refusal as refusal:
        return Readiness(tuple(facts), (f"{refusal} {_hint(refusal)}",))
    names = {desired.name for desired in wanted}
    facts.append(f"{len(names & set(there))} of {len(names)} tables exist")
    return Readiness(tuple(facts), tuple(_problems(store, wanted, there)))


def _place(store, wanted: Sequence[Desired]) -> Iterator[str]:
    yield f"environment {store.environment}, region {store.region}, at {store.endpoint}"
    for system in _systems(wanted):
        start = _start(store, system)
        said = (
            f"names begin with “{start}”" if start else "names stand as declared, without a prefix"
        )
        yield f"{system.label}: {said}"
        if system.region != store.region:
            yield f"{system.label} lives in {system.region} by default, not in {store.region}"


def _systems(wanted: Sequence[Desired]) -> Iterable[System]:
    return {desired.entity.system.name: desired.entity.system for desired in wanted}.values()


def _start(store, system: System) -> str:
    return system.table_name("", store.environment, store.prefixes.get(system.name, ""))


def _hint(refusal: Refusal) -> str:
    return f"{refusal.hint} Allowed must be {', '.join(PERMISSIONS)}.".strip()


def _problems(store, wanted: Sequence[Desired], there: Sequence[str]) -> Iterator[str]:
    yield from _prefix_problems(store, wanted)
    missing = [desired for desired in wanted if desired.name not in there]
    if len(there) + len(missing) > MOST_TABLES:
        yield (
            f"{len(there):,} tables and {len(missing):,} new ones are more than {MOST_TABLES:,}: "
            "ask AWS for a higher quota."
        )
    for desired in missing:
        yield from _creation_problems(store, desired)


def _prefix_problems(store, wanted: Sequence[Desired]) -> Iterator[str]:
    for system in _systems(wanted):
        start = _start(store, system)
        others = {name: prefix for name, prefix in system.prefixes.items() if prefix == start}
        if start and others and store.environment not in others:
            yield (
                f"Tables of {' and '.join(others)} begin with “{start}”, and this is "
                f"{store.environment}: set another TABLE_PREFIX, or ENVIRONMENT."
            )


def _creation_problems(store, desired: Desired) -> Iterator[str]:
    for call in creation_calls(store, desired.entity, desired.sharing, tags=desired.tags)[:1]:
        try:
            check_call(call)
        except TableChangeRefused as refusal:
            yield str(refusal)
