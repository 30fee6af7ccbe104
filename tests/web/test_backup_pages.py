"""The pages of backups: sets, one taken now, retention, windows of recovery."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entities.catalogue import catalogue
from entities.operations.backups import taking
from entities.operations.backups.sets import read_sets
from entities.operations.runs.driving import Driver
from entities.operations.settled import stamp
from entities.web.hands import own_hands
from tests.operations.making import NOW
from tests.web.backup_tools import *  # noqa: F403 - its fixtures
from tests.web.backup_tools import WHY, form, old
from tests.web.html import links, texts


def test_a_backup_is_begun_by_a_form_and_is_a_run(web, operator):
    answer = operator.post("/backups/new/?system=construction", form(name="mine"))

    (held,) = read_sets(web, catalogue)
    assert (answer.status_code, answer["Location"]) == (302, f"/runs/{held.run_id}/")
    assert (held.name, held.status, held.whole, held.native) == ("mine", "being taken", True, False)
    assert held.item["takenBy"] == "operator"


def test_chosen_tables_alone_are_taken(web, operator):
    table = web.table(catalogue.entity("contractors"))
    operator.post("/backups/new/?system=construction", form(tables=[table]))

    (held,) = read_sets(web, catalogue)
    assert (held.table_names, held.whole) == ([table], False)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"export": ""}, "Choose a typed export, on-demand backups, or both."),
        ({"target": "/etc"}, "Select a valid choice."),
        ({"tables": ["nobody"]}, "Select a valid choice."),
        ({"name": "x" * 81}, "Ensure this value has at most 80 characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_begun(web, operator, sent, said):
    answer = operator.post("/backups/new/?system=construction", form(**sent))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert WHY in answer.content.decode()
    assert read_sets(web, catalogue) == []


def test_what_would_hold_nothing_is_said(web, operator, monkeypatch):
    monkeypatch.setattr(taking, "list_backups", lambda *asked: None)
    answer = operator.post(
        "/backups/new/?system=construction", form(export="", native="on", target="folder")
    )

    assert answer.status_code == 422
    assert "not offered by this engine" in answer.content.decode()


def test_a_bucket_is_the_usual_place_where_there_is_one(web, operator, settings):
    settings.BACKUP_BUCKET = "s3://bucket/keyroom"
    text = operator.get("/backups/new/").content.decode()

    assert text.index("s3://bucket/keyroom") < text.index("This installation’s folder")


def test_in_production_a_backup_takes_a_reason(web, operator, production):
    production()
    answer = operator.post("/backups/new/?system=construction", form(reason=""))

    assert answer.status_code == 422


def test_without_a_set_the_page_says_so_and_what_to_do(web, operator):
    text = operator.get("/backups/").content.decode()

    assert "Nothing was backed up yet" in text
    assert "Construction has no backup of all its tables." in text


def test_sets_stand_on_a_time_line_and_in_a_list(web, operator, taken):
    page = operator.get("/backups/")
    text = page.content.decode()

    assert "complete, never drilled" in text
    assert f'<a href="/backups/{taken.set_id}/" aria-label="mine, ' in text
    assert "No backup of Construction stands proved by a drill." in text


def test_a_set_of_long_ago_is_on_the_list_alone(web, operator):
    old(web, "of-old", drillStatus="failing", heldBy={"dana": "why"})
    text = operator.get("/backups/").content.decode()

    assert "complete, its last drill failed" in text
    assert "Time line" not in text
    assert "dana" in text


def test_many_sets_stand_on_pages_of_fifty_by_system(web, operator):
    for n in range(60):
        old(web, f"set-{n:02d}", startedAt=stamp(NOW + timedelta(days=n)))
    old(web, "other", system="dashboard")

    first = operator.get("/backups/?system=construction")
    second = operator.get("/backups/?system=construction&page=2")

    assert len([href for href in links(first) if href.startswith("/backups/set-")]) >= 50
    assert "/backups/?system=construction&page=2" in links(first)
    assert "/backups/set-00/" in links(second) and "/backups/set-50/" not in links(second)
    assert "other" not in texts(second, "td")
    assert "/backups/?system=construction" in links(second)
    assert operator.get("/backups/?page=x").status_code == 200


def test_a_set_that_comes_to_no_end_is_told(web, operator):
    old(web, "broken", status="being taken", startedAt=stamp(timezone.now()))
    old(web, "other", environment="staging", startedAt=stamp(timezone.now()))
    text = operator.get("/backups/").content.decode()

    assert "The backup “broken” came to no end." in text
    assert "Construction staging" in text  # two environments have a row each


def test_what_is_wrong_stands_in_the_menu_and_on_the_overview(web, operator, viewer):
    assert "no backup yet" in texts(operator.get("/"), "a")
    assert "alarms · worth attention" in operator.get("/tables/").content.decode()
    assert "backup" not in viewer.get("/").content.decode().lower()


def test_the_menu_stands_where_backups_cannot_be_read(web, operator, faults):
    faults.unreachable("Query")

    assert operator.get("/search/").status_code == 200


def test_what_has_had_its_time_is_shown_and_removed_once_confirmed(web, operator):
    for n in range(4):
        old(web, f"set-{n}", startedAt=stamp(NOW.replace(day=n + 1)), target="folder")
    shown = operator.get("/backups/retention/").content.decode()
    assert "its time was over on 2025-06-15" in shown
    assert "it is one of the last 3 of its tables" in shown

    sent = {"sets": "set-0", "sure": "remove", "reason": WHY}
    assert operator.post("/backups/retention/", {**sent, "sure": "no"}).status_code == 422
    refused = operator.post("/backups/retention/", {**sent, "sets": "set-0 set-1"})
    assert "is kept, because it is one of the last 3" in refused.content.decode()
    assert len(read_sets(web, catalogue)) == 4
    answer = operator.post("/backups/retention/", sent)
    run_id = answer["Location"].split("/")[2]
    Driver(own_hands(), "worker").drive(run_id)
    assert [held.set_id for held in read_sets(web, catalogue)] == ["set-3", "set-2", "set-1"]


def test_windows_of_recovery_are_told_for_each_table(web, operator):
    rows = texts(operator.get("/backups/recovery/?system=construction"), "td")
    everything = texts(operator.get("/backups/recovery/"), "td")

    assert "company-expenses" in rows
    assert "runs" not in rows
    assert "runs" in everything
    assert {"on", "off"} & set(rows)


def test_a_table_without_a_window_says_why(web, operator, faults):
    web.call("DeleteTable", "keyroom-dev-flags", {"TableName": "keyroom-dev-flags"})
    faults.refuse("DescribeContinuousBackups", "UnknownOperationException", times=1000)

    rows = texts(operator.get("/backups/recovery/?system=dashboard"), "td")

    assert "not offered by this engine" in rows
    assert "missing" in rows


def test_a_system_that_is_not_there_has_no_form(operator):
    assert operator.get("/backups/new/?system=nothing").status_code == 404
