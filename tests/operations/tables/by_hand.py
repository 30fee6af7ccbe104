"""A table of every setting, and tables that differ from it, made by the plain client."""

from dataclasses import replace

from entities.catalogue import catalogue
from entities.dynamodb.table_schema import table_definition
from entities.schema.entity import Entity, Index, TableSettings
from entities.schema.fields import Epoch, Number
from entities.schema.system import System
from tests.operations.making import Declared
from tests.samples import entity_of

SYSTEM = System(
    "made", "Made", prefixes={"production": "made-", "staging": "made-staging-", "dev": "made-dev-"}
)
TOPICS = Index("topic-index", "topic", "rank")
OWNERS = Index("owner-index", "owner", projection=("topic", "rank"))
LOCAL = Index("local-index", "id", "topic", local=True)
THINGS = entity_of(
    "things",
    *("id", "at", "topic", "owner"),
    fields=(Number("rank"), Epoch("expiresAt"), Epoch("other")),
    system=SYSTEM,
    partition="id",
    sort="at",
    indexes=(TOPICS, OWNERS, LOCAL),
    settings=TableSettings(
        ttl="expiresAt", stream="NEW_IMAGE", recovery_days=14, tags=(("owner", "us"),)
    ),
)
KNOWN = Declared(THINGS, catalogue.entity("audit"), catalogue.entity("tables"))
NAME = "made-things"
TAGS = {"system": "made", "environment": "production", "owner": "us"}


def settings(**changed) -> Entity:
    return replace(THINGS, settings=replace(THINGS.settings, **changed))


def indexes(*held: Index) -> Entity:
    return replace(THINGS, indexes=held)


def make(client, like: Entity = THINGS, *, tags: dict[str, str] | None = None, **more) -> None:
    """The table as `like` declares it, with further arguments of CreateTable."""
    pairs = [
        {"Key": key, "Value": value} for key, value in (TAGS if tags is None else tags).items()
    ]
    definition = table_definition(like) | more
    client.create_table(TableName=NAME, Tags=pairs, **definition)
    held = like.settings
    if held.ttl:
        expiry = {"Enabled": True, "AttributeName": held.ttl}
        client.update_time_to_live(TableName=NAME, TimeToLiveSpecification=expiry)
    if held.point_in_time_recovery:
        recovery = {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": held.recovery_days}
        client.update_continuous_backups(TableName=NAME, PointInTimeRecoverySpecification=recovery)
