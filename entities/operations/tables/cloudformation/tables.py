"""The template of a system's tables: keys, indexes and settings as declared."""

from collections.abc import Iterable

from entities.catalogue import Catalogue
from entities.dynamodb.table_schema import table_definition
from entities.operations.tables.cloudformation.template import (
    ENVIRONMENT,
    Target,
    Template,
    logical_id,
    table_name,
    template,
)
from entities.schema.entity import Entity
from entities.schema.table_settings import TableSettings

NOTES = (
    "Tables outlive their stack and a change of their keys (Retain). CloudFormation makes or",
    "removes one index per table and update: `--compare` lists the updates one by one.",
)


def tables_template(catalogue: Catalogue, target: Target) -> Template | None:
    """None where the system declares no table."""
    tables = [table for table in catalogue.tables if table.system.name == target.system.name]
    if not tables:
        return None
    return template(
        target,
        "tables",
        "DynamoDB tables",
        {
            logical_id(table.table): table_resource(
                _definition(table, catalogue.sharing(table), target), table_name(table)
            )
            for table in tables
        },
        tagged=True,
        outputs={name: value for table in tables for name, value in _outputs(table)},
        notes=(f"Deploy it in {target.system.region}.", *NOTES),
        remarks={logical_id(table.table): _remark(table) for table in tables},
    )


def _definition(table: Entity, sharing: Iterable[Entity], target: Target) -> dict:
    """Everything that is declared of a table, under the names of DynamoDB's own calls."""
    settings = table.settings
    tags = {"system": table.system.name, "environment": ENVIRONMENT, **dict(settings.tags)}
    return {
        **table_definition(table, sharing, environment=target.environment),
        "PointInTimeRecoverySpecification": _recovery(settings),
        **({"TimeToLiveSpecification": _time_to_live(settings.ttl)} if settings.ttl else {}),
        "Tags": [{"Key": name, "Value": value} for name, value in tags.items()],
    }


def _recovery(settings: TableSettings) -> dict:
    if not settings.point_in_time_recovery:
        return {"PointInTimeRecoveryEnabled": False}
    return {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": settings.recovery_days}


def _time_to_live(attribute: str) -> dict:
    return {"AttributeName": attribute, "Enabled": True}


def table_resource(definition: dict, name: object) -> dict:
    """The resource of a table, from a definition under the names of DynamoDB's own calls."""
    encryption = definition.get("SSESpecification")
    stream = definition.get("StreamSpecification")
    changed = {
        "SSESpecification": {"SSEEnabled": True} if encryption else None,
        "StreamSpecification": {"StreamViewType": stream["StreamViewType"]} if stream else None,
    }
    properties = {"TableName": name, **definition, **changed}
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {name: value for name, value in properties.items() if value is not None},
    }


def _outputs(table: Entity) -> Iterable[tuple[str, dict]]:
    held = logical_id(table.table)
    yield f"{held}Name", {"Value": {"Ref": held}}
    yield f"{held}Arn", {"Value": {"Fn::GetAtt": [held, "Arn"]}}
    if table.settings.stream:
        yield f"{held}StreamArn", {"Value": {"Fn::GetAtt": [held, "StreamArn"]}}


def _remark(table: Entity) -> str:
    purpose = f"{table.purpose} Deprecated." if table.lifecycle == "deprecate" else table.purpose
    indexes = (f"{index.name}: {index.purpose}." for index in table.indexes if index.purpose)
    return "\n".join((purpose, *indexes))
