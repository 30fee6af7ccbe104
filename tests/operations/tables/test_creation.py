"""Creating the tables that are missing, and nothing else."""

from dataclasses import replace

import pytest

from entities.catalogue import catalogue
from entities.dynamodb.inspection import NOT_OFFERED, point_in_time, time_to_live
from entities.dynamodb.metering import metered
from entities.dynamodb.tables import create_table
from entities.errors import AccessRefused, Throttled
from entities.operations.tables.creation import create_missing
from entities.operations.tables.drift import check_tables
from tests.engines import new_store
from tests.operations.making import Declared, entity
from tests.operations.tables.changer import apply_all, recorder

# A table with a TTL, one of several kinds, and one with indexes; all by names that do not exist.
NEW = Declared(
    replace(entity("pending-payments"), table="new-payments"),
    *(
        replace(declared, table="new-kinds")
        for declared in catalogue.entities
        if declared.table == "production-table"
    ),
    replace(entity("company-users"), table="new-users"),
    *catalogue.of_system("dashboard"),
)
NAMES = ["new-payments", "new-kinds", "new-users"]
THE_THIRTEEN = (
    *("companies", "company-users", "company-expenses", "company-projects"),
    *("company-contractors", "company-works", "invitations", "paddle-subscriptions"),
    *("paddle-customers", "paddle-payments", "paddle-webhooks", "paddle-webhook-dlq"),
    "pending-payments",
)


def outcomes(store, **options) -> list:
    options = {"system": "construction", **options}
    made = create_missing(store, NEW, recorder(store, NEW), **options)
    return [(outcome.table.rpartition("dev-")[2], outcome.words) for outcome in made]


def test_missing_tables_are_created_one_per_shared_table(store):
    assert outcomes(store) == [(name, "created") for name in NAMES]
    users = store.description(NEW.entity("company-users"))
    assert {held.index.name for held in users.indexes} == {"userId-index", "email-index"}
    payments = NEW.entity("pending-payments")
    assert time_to_live(store, store.table(payments)).attribute == "expiresAt"
    assert point_in_time(store, store.table(payments)).status == "ENABLED"


def test_new_tables_carry_their_system_and_environment_as_tags(store):
    outcomes(store)

    arn = store.description(NEW.entity("company-users")).arn
    tags = store.client.list_tags_of_resource(ResourceArn=arn)["Tags"]
    assert {tag["Key"]: tag["Value"] for tag in tags} == {
        "system": "construction",
        "environment": "dev",
    }


def test_a_dry_run_creates_nothing(store):
    assert outcomes(store, dry_run=True) == [(name, "would be created") for name in NAMES]
    assert outcomes(store, dry_run=True) == [(name, "would be created") for name in NAMES]


def test_creating_again_changes_nothing(store):
    outcomes(store)

    with metered() as meter:
        again = outcomes(store)

    assert again == [(name, "exists") for name in NAMES]
    assert set(meter.calls) == {
        *("DescribeTable", "DescribeTimeToLive", "DescribeContinuousBackups"),
        "ListTagsOfResource",
    }


def test_only_the_tables_of_one_system_are_looked_at(store):
    assert outcomes(store, system="rental") == []
    assert len(outcomes(store, dry_run=True)) == 3


def test_every_table_of_the_catalogue_is_there_in_the_tests(store):
    made = create_missing(store, catalogue, recorder(store))
    assert {outcome.words for outcome in made} == {"exists"}


def test_what_the_engine_does_not_offer_is_remarked(store, faults):
    faults.refuse("UpdateTimeToLive", "UnknownOperationException", times=9)
    faults.refuse("UpdateContinuousBackups", "UnknownOperationException", times=9)

    words = outcomes(store)[0][1]

    assert words == (
        f"created; remove items after their expiresAt: {NOT_OFFERED}; "
        f"keep every point in time of 35 days: {NOT_OFFERED}"
    )


def test_tables_are_created_one_by_one_until_the_service_refuses(store, faults):
    made = create_missing(store, NEW, recorder(store, NEW), system="construction")
    assert next(made).words == "created"
    faults.throttle("CreateTable", times=99)

    with pytest.raises(Throttled):
        next(made)


def test_every_declared_table_can_be_made_anew_in_staging_and_equals_its_declaration(store):
    staging = new_store(environment="staging")
    for name in ("rental", "pilotforce", "pilotforce-deployed"):
        staging.prefixes[name] = "staging-"  # theirs are named alike in every environment

    made = list(create_missing(staging, catalogue, recorder(staging)))
    checked = list(check_tables(staging, catalogue))

    assert [outcome.words for outcome in made] == ["created"] * len(catalogue.tables)
    assert {c.live.name for c in checked if c.desired.entity.generation == "company"} == {
        f"construction-expenses-staging-{name}" for name in THE_THIRTEEN
    }
    assert [difference for c in checked for difference in c.differences] == []
    assert not any(c.live.description.deletion_protection for c in checked)
    assert {c.live.tags.get("environment") for c in checked} == {"staging"}


def test_production_tables_are_protected_from_deletion(store):
    production = new_store(environment="production")
    list(create_missing(production, catalogue, recorder(production)))

    protected = {c.desired.entity.table for c in check_tables(production, catalogue) if is_safe(c)}

    assert set(THE_THIRTEEN) <= protected
    assert not protected & {"production-table", "multi-table-users"}


def is_safe(checked) -> bool:
    return checked.live.description.deletion_protection


def test_a_table_that_differs_is_left_and_named(store):
    users = NEW.entity("company-users")
    tags = {"system": "construction", "environment": "dev"}
    create_table(store, replace(users, indexes=()), tags=tags)

    said = dict(outcomes(store))

    assert said["new-users"] == "exists, and differs from its declaration: global index"
    assert store.describe(store.table(users)).indexes == ()


def test_a_creation_that_broke_off_is_told_and_finished_by_applying(store, faults):
    faults.refuse("UpdateTimeToLive", "AccessDeniedException")
    with pytest.raises(AccessRefused):
        outcomes(store)

    said = dict(outcomes(store))
    assert said["new-payments"] == "exists, and differs from its declaration: TTL, recovery"

    _, applied = apply_all(store, NEW)
    assert not any(outcome.failed for outcome in applied)
    assert dict(outcomes(store))["new-payments"] == "exists"
