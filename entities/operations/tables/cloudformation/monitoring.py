"""The template of a CloudWatch dashboard and of alarms: throttles, errors, latency."""

from collections.abc import Iterator

from entities.catalogue import Catalogue
from entities.operations.tables.cloudformation.board import dashboard
from entities.operations.tables.cloudformation.metrics import (
    THROTTLES,
    operations,
    reading,
    result,
    statistic,
)
from entities.operations.tables.cloudformation.template import (
    Target,
    Template,
    logical_id,
    template,
)
from entities.schema.entity import Entity

MONTHLY = 0.10  # US dollars per metric of an alarm, by AWS's list for us-east-1

PARAMETERS = {
    "AlarmTopicArn": {
        "Type": "String",
        "Default": "",
        "Description": "An SNS topic that hears of alarms; none by default.",
    },
    "ErrorPercent": {
        "Type": "Number",
        "Default": 1,
        "Description": "Errors of the service, in percent of all requests, that raise an alarm.",
    },
    "LatencyMilliseconds": {
        "Type": "Number",
        "Default": 500,
        "Description": "The slowest hundredth of reads may take this long.",
    },
}
CONDITIONS = {"HasTopic": {"Fn::Not": [{"Fn::Equals": [{"Ref": "AlarmTopicArn"}, ""]}]}}
TOPIC = {"Fn::If": ["HasTopic", [{"Ref": "AlarmTopicArn"}], {"Ref": "AWS::NoValue"}]}


def monitoring_template(catalogue: Catalogue, target: Target) -> Template | None:
    """None where the system declares no table. Deprecated tables are shown and raise no alarm."""
    tables = [table for table in catalogue.tables if table.system.name == target.system.name]
    if not tables:
        return None
    watched = [table for table in tables if table.lifecycle == "retain"]
    alarms = {name: alarm for table in watched for name, alarm in _alarms(table)}
    metrics = sum(_metrics(alarm) for alarm in alarms.values())
    cost = metrics * MONTHLY
    return template(
        target,
        "monitoring",
        "CloudWatch dashboard and alarms for the tables",
        {"Dashboard": dashboard(tables, target), **alarms},
        parameters=PARAMETERS,
        more={"Conditions": CONDITIONS},
        notes=(
            f"{len(alarms)} alarms on {metrics} metrics: {cost:.0f} US dollars a month.",
            "Deprecated tables are on the dashboard and raise no alarm.",
            "Above 51,200 bytes CloudFormation takes a template from S3 only (--s3-bucket).",
        ),
    )


def _metrics(alarm: dict) -> int:
    """How many metrics an alarm is paid for."""
    return sum("MetricStat" in query for query in alarm["Properties"]["Metrics"])


def _alarms(table: Entity) -> Iterator[tuple[str, dict]]:
    held = logical_id(table.table, "")
    yield f"{held}Throttles", _throttles(table)
    yield f"{held}Errors", _errors(table)
    yield f"{held}Latency", _latency(table)


def _throttles(table: Entity) -> dict:
    metrics = [
        result("throttles", "SUM(METRICS())", "Throttled requests"),
        *(statistic(f"t{n}", table, name, "Sum") for n, name in enumerate(THROTTLES)),
    ]
    return _alarm(table, "throttles", "requests are throttled", metrics, above=0)


def _errors(table: Entity) -> dict:
    """In percent. A request is either an error or told with its latency."""
    sent = operations(table)
    errors = "+".join(f"FILL(e{n},0)" for n, _ in enumerate(sent))
    answered = "+".join(f"FILL(n{n},0)" for n, _ in enumerate(sent))
    metrics = [
        result("errors", f"100*({errors})/({errors}+{answered})", "Errors in percent"),
        *(statistic(f"e{n}", table, "SystemErrors", "Sum", name) for n, name in enumerate(sent)),
        *(
            statistic(f"n{n}", table, "SuccessfulRequestLatency", "SampleCount", name)
            for n, name in enumerate(sent)
        ),
    ]
    return _alarm(table, "errors", "DynamoDB fails", metrics, above={"Ref": "ErrorPercent"})


def _latency(table: Entity) -> dict:
    read = statistic("latency", table, "SuccessfulRequestLatency", "p99", reading(table))
    above = {"Ref": "LatencyMilliseconds"}
    metrics = [read | {"ReturnData": True}]
    return _alarm(table, "latency", "DynamoDB is slow", metrics, above=above, periods=3)


def _alarm(
    table: Entity, name: str, words: str, metrics: list[dict], *, above: object, periods: int = 1
) -> dict:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": {"Fn::Sub": f"${{Prefix}}{table.table}-{name}"},
            "AlarmDescription": f"{table.titles}: {words}.",
            "Metrics": metrics,
            "ComparisonOperator": "GreaterThanThreshold",
            "Threshold": above,
            "EvaluationPeriods": periods,
            "TreatMissingData": "notBreaching",
            "AlarmActions": TOPIC,
        },
    }
