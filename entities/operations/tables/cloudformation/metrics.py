"""CloudWatch's metrics of a table, as alarms name them."""

from entities.operations.tables.cloudformation.template import table_name
from entities.schema.entity import Entity

NAMESPACE = "AWS/DynamoDB"
PERIOD = 300  # seconds
THROTTLES = ("ReadThrottleEvents", "WriteThrottleEvents")
WRITING = ("PutItem", "UpdateItem", "TransactWriteItems")


def reading(table: Entity) -> str:
    """The operation by which a table is read most."""
    return "Query" if table.sort else "GetItem"


def operations(table: Entity) -> tuple[str, ...]:
    """Those worth watching: an alarm takes ten metrics, so not all of them."""
    return (reading(table), *WRITING)


def statistic(name: str, table: Entity, metric: str, kind: str, operation: str = "") -> dict:
    """A metric that an alarm computes with; without an operation, over all of them."""
    dimensions = [{"Name": "TableName", "Value": table_name(table)}]
    if operation:
        dimensions.append({"Name": "Operation", "Value": operation})
    of = {"Namespace": NAMESPACE, "MetricName": metric, "Dimensions": dimensions}
    measured = {"Metric": of, "Period": PERIOD, "Stat": kind}
    return {"Id": name, "MetricStat": measured, "ReturnData": False}


def result(name: str, expression: str, label: str) -> dict:
    """What an alarm compares with its threshold."""
    return {"Id": name, "Label": label, "Expression": expression}
