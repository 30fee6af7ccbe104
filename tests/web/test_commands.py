"""The commands that prepare what pages read: tables, counts, look-ups, accounts, and the check."""

import json
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from entities import apps
from entities.catalogue import Catalogue, catalogue
from entities.models import Role, Staff
from tests.web.cast import fresh_store, somebody
from tests.web.html import texts
from tests.web.records import OURS, company, expense, put

LOOKUPS = "keyroom-dev-lookups"


def run(name: str, *arguments, **options) -> list[str]:
    told = StringIO()
    call_command(name, *arguments, stdout=told, **options)
    return told.getvalue().splitlines()


def drop(store, name: str) -> None:
    store.call("UpdateTable", name, {"TableName": name, "DeletionProtectionEnabled": False})
    store.call("DeleteTable", name, {"TableName": name})


def test_missing_tables_are_created_and_the_others_left_alone(web):
    drop(web, LOOKUPS)

    dry = run("create_tables", dry_run=True)
    assert f"{LOOKUPS}: would be created" in dry
    first = run("create_tables")
    assert [line for line in first if "created" in line] == [f"{LOOKUPS}: created"]
    assert len(first) == len(catalogue.tables)
    assert {line.partition(": ")[2] for line in run("create_tables")} == {"exists"}
    assert run("create_tables", verbosity=0) == []


def test_tables_of_one_system_alone(web):
    lines = run("create_tables", system="dashboard")

    assert lines and all(line.startswith("keyroom-dev-") for line in lines)
    with pytest.raises(CommandError, match="There is no system “nothing”. Known: construction"):
        run("create_tables", system="nothing")


def test_items_are_counted_and_the_menu_shows_it(web, viewer):
    put(web, "companies", company())
    put(web, "expenses", *(expense(n) for n in range(1, 8)))

    lines = run("count_items")
    fresh_store()

    assert "company-expenses: 7 items" in lines
    assert "7" in texts(viewer.get("/"), "dd")
    put(web, "expenses", expense(9))
    assert run("count_items", if_missing=True) == []
    assert "company-expenses: 8 items" in run("count_items")
    assert run("count_items", verbosity=0) == []


def test_look_ups_are_built_once_or_anew(web, viewer):
    put(web, "expenses", expense())

    lines = run("build_lookups", if_missing=True)

    assert lines[-1].endswith("look-ups")
    assert f"/data/expenses/{OURS},exp_0001/" in viewer.get("/search/?q=INV-0001").content.decode()
    assert run("build_lookups", if_missing=True) == []
    assert run("build_lookups", verbosity=0) == []


@pytest.mark.parametrize("name", ["count_items", "build_lookups", "create_tables"])
def test_a_command_says_what_is_the_matter_and_fails(web, faults, name):
    for operation in ("Scan", "DescribeTable", "BatchGetItem", "GetItem", "Query"):
        faults.refuse(operation, "AccessDeniedException", times=1000)
    fresh_store()

    with pytest.raises(CommandError, match="refused .* Check the credentials"):
        run(name)


@pytest.fixture
def demo(web, settings, tmp_path):
    settings.EMBEDDED_ENGINE = True
    settings.VAR_DIR = tmp_path
    put(web, "companies", {"companyId": "a_ghost"}, company("comp_b"), company("comp_c"))
    return tmp_path


def test_demo_accounts_are_one_per_role_and_one_of_a_single_company(demo):
    lines = run("make_demo_accounts")

    assert set(Staff.objects.values_list("username", flat=True)) == {*Role.values, "limited"}
    assert Staff.objects.get(username="limited").companies == ["comp_b"]
    assert not Staff.objects.get(username="limited").every_company
    for line in lines[1:]:
        name, password = line.split()[:2]
        browser = somebody()
        browser.post("/account/sign-in/", {"login": name, "password": password})
        assert browser.get("/").status_code == 200, name


def test_demo_passwords_are_kept_where_only_the_owner_reads_and_stay_the_same(demo):
    first, second = run("make_demo_accounts"), run("make_demo_accounts")

    kept = demo / "demo-accounts.json"
    assert first == second
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(set(json.loads(kept.read_text()).values())) == 6
    viewer = Staff.objects.get(username="viewer")
    assert viewer.password not in kept.read_text()


def test_an_account_somebody_changed_stays_as_it_is(demo):
    run("make_demo_accounts")
    Staff.objects.filter(username="viewer").update(role="editor", password="their own")

    run("make_demo_accounts")

    viewer = Staff.objects.get(username="viewer")
    assert (viewer.role, viewer.password) == ("editor", "their own")


def test_where_the_passwords_were_lost_the_accounts_get_new_ones(demo):
    before = run("make_demo_accounts")
    (demo / "demo-accounts.json").unlink()

    after = run("make_demo_accounts")

    assert set(before) & set(after) == {before[0]}
    name, password = after[1].split()[:2]
    assert Staff.objects.get(username=name).check_password(password)


def test_demo_accounts_are_refused_off_the_embedded_engine(web, settings, tmp_path):
    settings.EMBEDDED_ENGINE = False
    settings.VAR_DIR = tmp_path

    with pytest.raises(CommandError, match="on the embedded engine only"):
        run("make_demo_accounts")
    assert Staff.objects.count() == 0 and list(tmp_path.iterdir()) == []


def test_the_check_passes_for_what_is_declared():
    assert apps.declarations_agree(None) == []


BROKEN = {
    "a reference to nothing": (
        'fields=(Text("thingId"), Reference("other", to="unheard-of")), columns=("thingId",)',
        "refers to “unheard-of”, which is not declared",
    ),
    "a column that is no field": (
        'fields=(Text("thingId"),), columns=("colour",)',
        "“colour” is used as a key, index key or column but is not a field",
    ),
    "a successor that is none": (
        'fields=(Text("thingId"),), columns=("thingId",), successors=("nothing",)',
        "names “nothing” as its successor, which is not declared",
    ),
    "a reference through too few attributes": (
        'fields=(Text("thingId"), Reference("p", to="projects", through=("p",))), '
        'columns=("thingId",)',
        "`through` needs one attribute per key",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_declaration_fails_the_check_with_a_sentence(tmp_path, monkeypatch, case):
    facts, sentence = BROKEN[case]
    declare(tmp_path / "things.py", facts)
    monkeypatch.setattr(apps, "catalogue", Catalogue(*catalogue.folders, tmp_path))

    (error,) = apps.declarations_agree(None)

    assert sentence in error.msg
    assert error.id == "entities.E001" and error.hint


def declare(path: Path, facts: str) -> None:
    path.write_text(
        "from entities.catalogue.construction.system import CONSTRUCTION\n"
        "from entities.schema.entity import Entity\n"
        "from entities.schema.fields import Reference, Text\n"
        'THINGS = Entity("things", system=CONSTRUCTION, generation="company", table="things",\n'
        f'    label="Thing", partition="thingId", {facts})\n'
    )
