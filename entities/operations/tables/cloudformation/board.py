"""The CloudWatch dashboard of a system's tables: one chart per question, a line per table."""

import json
from dataclasses import dataclass

from entities.operations.tables.cloudformation.metrics import (
    NAMESPACE,
    PERIOD,
    THROTTLES,
    operations,
    reading,
)
from entities.operations.tables.cloudformation.template import Target
from entities.schema.entity import Entity

WIDTH, HEIGHT = 12, 6  # of 24 columns
AS_ABOVE = "."  # CloudWatch's own short form for what the line above says


@dataclass(frozen=True)
class Chart:
    title: str
    statistic: str
    lines: list[list[str]]


def dashboard(tables: list[Entity], target: Target) -> dict:
    """The resource."""
    widgets = [_widget(number, chart) for number, chart in enumerate(_charts(tables))]
    return {
        "Type": "AWS::CloudWatch::Dashboard",
        "Properties": {
            "DashboardName": f"{target.system.name}-{target.environment}-tables",
            "DashboardBody": {"Fn::Sub": _body(widgets)},
        },
    }


def _charts(tables: list[Entity]) -> list[Chart]:
    throttled = [line for name in THROTTLES for line in _per_table(tables, name)]
    failed = [
        _line("SystemErrors", table, operation)
        for table in tables
        for operation in operations(table)
    ]
    slow = [_line("SuccessfulRequestLatency", table, reading(table)) for table in tables]
    return [
        Chart("Throttled requests", "Sum", throttled),
        Chart("Errors of DynamoDB", "Sum", failed),
        Chart("Latency of reads, slowest hundredth (ms)", "p99", slow),
        Chart("Latency of reads, average (ms)", "Average", slow),
        Chart("Read units", "Sum", _per_table(tables, "ConsumedReadCapacityUnits")),
        Chart("Write units", "Sum", _per_table(tables, "ConsumedWriteCapacityUnits")),
        Chart(
            "Refused by a condition", "Sum", _per_table(tables, "ConditionalCheckFailedRequests")
        ),
        Chart("Transactions in conflict", "Sum", _per_table(tables, "TransactionConflict")),
    ]


def _per_table(tables: list[Entity], metric: str) -> list[list[str]]:
    return [_line(metric, table) for table in tables]


def _line(metric: str, table: Entity, operation: str = "") -> list[str]:
    line = [NAMESPACE, metric, "TableName", "${Prefix}" + table.table]
    return [*line, "Operation", operation] if operation else line


def _widget(number: int, chart: Chart) -> dict:
    return {
        "type": "metric",
        "x": WIDTH * (number % 2),
        "y": HEIGHT * (number // 2),
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": chart.title,
            "region": "${AWS::Region}",
            "stat": chart.statistic,
            "period": PERIOD,
            "metrics": _shortened(chart.lines),
        },
    }


def _shortened(lines: list[list[str]]) -> list[list[str]]:
    above: list[list[str]] = [[], *lines]
    return [
        [AS_ABOVE if was == part else part for was, part in zip(before, line, strict=True)]
        if len(before) == len(line)
        else line
        for before, line in zip(above, lines, strict=False)
    ]


def _body(widgets: list[dict]) -> str:
    """The JSON of the dashboard, a chart per line."""
    held = ",\n".join(json.dumps(widget, separators=(",", ":")) for widget in widgets)
    return f'{{"widgets": [\n{held}\n]}}\n'
