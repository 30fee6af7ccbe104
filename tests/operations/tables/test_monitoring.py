"""The CloudWatch dashboard and the alarms of the tables."""

import json

import pytest

from entities.catalogue import catalogue
from tests.counts import SOAKING
from tests.operations.making import Declared, entity
from tests.operations.tables.linting import complaints, of, text_of

MOST_METRICS = 10  # of one alarm with arithmetic
LARGEST = 1_000_000  # bytes of a template that comes from S3

every_system = pytest.mark.parametrize("system", [system.name for system in catalogue.systems])


def alarms(system: str = "construction") -> dict[str, dict]:
    return {
        name: resource["Properties"]
        for name, resource in of("monitoring", system).resources.items()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
    }


def charts(system: str = "construction") -> list[dict]:
    board = of("monitoring", system).resources["Dashboard"]["Properties"]["DashboardBody"]
    return json.loads(board["Fn::Sub"])["widgets"]


def test_cloudformation_takes_dashboard_and_alarms():
    few = Declared(entity("companies"), entity("expenses"), entity("multi-works"))
    declared = catalogue if SOAKING else few

    assert complaints(text_of(of("monitoring", "construction", declared=declared))) == []


@every_system
def test_a_template_is_not_too_large(system):
    assert len(text_of(of("monitoring", system)).encode()) < LARGEST


def test_every_table_that_stays_has_an_alarm_per_trouble():
    staying = [
        table
        for table in catalogue.tables
        if table.system.name == "construction" and table.lifecycle == "retain"
    ]

    assert len(staying) == 13
    assert {alarm["AlarmName"]["Fn::Sub"] for alarm in alarms().values()} == {
        f"${{Prefix}}{table.table}-{trouble}"
        for table in staying
        for trouble in ("throttles", "errors", "latency")
    }


def test_an_alarm_takes_no_more_metrics_than_cloudwatch_does():
    for alarm in alarms().values():
        metrics = [query for query in alarm["Metrics"] if "MetricStat" in query]
        answers = [query for query in alarm["Metrics"] if query.get("ReturnData", True)]
        assert len(metrics) <= MOST_METRICS
        assert len(answers) == 1


def test_the_limits_are_those_of_the_plan_and_can_be_set():
    parameters = of("monitoring", "construction").document["Parameters"]

    assert parameters["ErrorPercent"]["Default"] == 1
    assert parameters["LatencyMilliseconds"]["Default"] == 500
    assert alarms()["CompanyExpensesErrors"]["Threshold"] == {"Ref": "ErrorPercent"}
    assert alarms()["CompanyExpensesLatency"]["Threshold"] == {"Ref": "LatencyMilliseconds"}
    assert alarms()["CompanyExpensesThrottles"]["Threshold"] == 0


def test_errors_are_a_share_of_all_requests():
    (rate, *metrics) = alarms()["CompanyExpensesErrors"]["Metrics"]

    assert rate["Expression"].startswith("100*(FILL(e0,0)+")
    assert {f"FILL({metric['Id']},0)" in rate["Expression"] for metric in metrics} == {True}


def test_what_the_alarms_cost_stands_above_them():
    assert (
        "39 alarms on 143 metrics: 14 US dollars a month."
        in of("monitoring", "construction").heading
    )


def test_the_dashboard_shows_every_table_in_every_chart():
    tables = {t.table for t in catalogue.tables if t.system.name == "construction"}

    for chart in charts():
        named = {part for line in chart["properties"]["metrics"] for part in line}
        assert {f"${{Prefix}}{table}" for table in tables} <= named


def test_the_dashboard_asks_for_throttles_errors_and_latency():
    shown = {
        line[1] for chart in charts() for line in chart["properties"]["metrics"] if line[1] != "."
    }
    assert {
        *("ReadThrottleEvents", "WriteThrottleEvents", "SystemErrors"),
        *("SuccessfulRequestLatency", "ConsumedReadCapacityUnits", "TransactionConflict"),
    } <= shown


def test_charts_do_not_lie_upon_each_other():
    places = [(chart["x"], chart["y"]) for chart in charts()]
    assert len(set(places)) == len(places)


def test_a_line_refers_only_to_the_line_above_it():
    for chart in charts():
        lines = chart["properties"]["metrics"]
        assert "." not in lines[0]
        lengths = [len(line) for line in lines]
        assert lengths == [lengths[0]] * len(lines)
