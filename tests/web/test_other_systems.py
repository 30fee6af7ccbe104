"""The pages of the rental application and of PilotForce: read-only, folded up, masked."""

import json
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.management import CommandError

from entities import conf
from entities.catalogue import catalogue
from entities.dynamodb.batches import put_all
from entities.dynamodb.tables import create_table
from entities.operations.demo.pilotforce import pilotforce
from entities.operations.demo.pilotforce_deployed import pilotforce_deployed
from entities.operations.demo.rental_drafts import HOUSEHOLD, rental_drafts
from entities.operations.demo.rental_tables import FIRST, rental_tables
from entities.web.addresses import item_url
from entities.web.links import list_url
from tests.counts import count
from tests.operations.making import put
from tests.web.cast import *  # noqa: F403 - its fixtures
from tests.web.cast import fresh_store, index
from tests.web.html import texts
from tests.web.test_commands import run

OTHERS = [*rental_drafts(), *rental_tables(), *pilotforce(), *pilotforce_deployed()]
PERSONAL = {
    *("ssn", "license", "income", "creditscore", "currentrent", "accountnumber", "routingnumber"),
    *("dob", "phone", "email", "landlordemail", "landlordphone", "reasonformoving", "pdfurl"),
    *("signature", "phonenumber", "useremail", "userphone", "resourceurl", "url"),
    *("applicantssn", "applicantlicense", "applicantphone", "applicantemail", "reassembledurl"),
}


def personal(value: object, name: str = ""):
    """What must be on no page: the values under such names, also inside JSON texts."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        value = json.loads(value)
    if isinstance(value, dict):
        for key, member in value.items():
            yield from personal(member, key)
    elif isinstance(value, list):
        for member in value:
            yield from personal(member, name)
    elif name.lower() in PERSONAL and isinstance(value, str | Decimal) and len(str(value)) > 6:
        yield str(value)


@pytest.fixture
def others(web):
    items = defaultdict(list)
    for name, item in OTHERS:
        items[name].append(item)
    for name, held in items.items():
        put(conf.get_store(), name, *held)
    return items


def test_nothing_personal_is_on_any_page_or_in_any_file(others, administrator):
    secrets = {value for held in others.values() for item in held for value in personal(item)}
    assert len(secrets) > 60
    shown = []
    for name, held in others.items():
        entity = catalogue.entity(name)
        pages = [list_url(entity, scan="1")]
        for item in held if name.startswith("rental") else held[: count(99, 1)]:
            address = item_url(entity, entity.key_of(item))
            pages += [address, f"{address}raw/"]
        answers = [(address, administrator.get(address)) for address in pages]
        for form in ("json", "csv"):
            address = f"/export/{name}/"
            answers.append((address, administrator.post(address, {"scan": "1", "format": form})))
        for address, answer in answers:
            assert answer.status_code == 200, address
            body = answer.getvalue().decode()
            shown += [(address, value) for value in secrets if value in body]

    assert shown[:9] == []


def test_what_opens_a_door_is_offered_to_nobody(others, administrator):
    entity = catalogue.entity("rental-applicants")
    address = item_url(entity, (FIRST, FIRST))

    page = administrator.get(address).content.decode()

    assert f"{address}reveal/signature/" in page
    assert "additionalPeople" in page
    assert f"{address}reveal/additionalPeople/" not in page
    assert administrator.get(f"{address}reveal/additionalPeople/").status_code == 404


def test_a_person_is_found_by_their_whole_address_and_never_by_a_part(others, administrator):
    index(conf.get_store())
    (user,) = [u for u in others["deployed-users"] if u.get("UserRole") == "User"]
    entity = catalogue.entity("deployed-users")
    found = item_url(entity, (user["UserId"],))

    by_index = administrator.get(f"/data/deployed-users/?Email.is={user['Email']}")
    assert found in by_index.content.decode()
    assert "Scan" not in by_index.wsgi_request.meter.calls
    assert found in administrator.get(f"/search/?q={user['Email']}").content.decode()

    part = administrator.get(f"/data/deployed-users/?Email.begins={user['Email'][:6]}&scan=1")
    assert "may hold a secret: only whole values can be asked" in part.content.decode()
    assert found not in part.content.decode()


def test_their_items_are_read_and_not_changed(others, administrator):
    for name, held in others.items():
        entity = catalogue.entity(name)
        address = item_url(entity, entity.key_of(held[0]))
        assert "read-only" in texts(administrator.get(address), "span")
        assert administrator.get(f"{address}edit/").status_code == 403
        assert administrator.get(f"/new/{name}/").status_code == 403


def test_who_works_for_a_company_sees_none_of_them(others, limited):
    for name in others:
        assert limited.get(f"/data/{name}/?scan=1").status_code == 403
    assert "Rental" not in texts(limited.get("/"), "summary")


def test_each_system_has_a_group_of_its_own_that_is_folded_up(others, administrator):
    page = administrator.get("/")
    groups = page.context["frame"]["groups"]
    folded = {group.title: group.open for group in groups if group.folds}

    assert list(folded)[-4:] == ["PilotForce", "PilotForce, deployed", "Rental", "Keyroom"]
    assert set(folded.values()) == {False}
    inside = administrator.get(f"/data/rental-drafts/?applicantId.is={HOUSEHOLD}")
    groups = inside.context["frame"]["groups"]
    assert [group.title for group in groups if group.folds and group.open] == ["Rental"]


def test_a_system_of_another_region_says_so_in_the_menu(web, administrator, settings):
    settings.EMBEDDED_ENGINE = False
    groups = administrator.get("/").context["frame"]["groups"]

    assert {group.title: group.note for group in groups if group.note} == {
        "PilotForce, deployed": "Lives in eu-north-1 by default. This Keyroom reads us-east-1."
    }


@pytest.mark.parametrize("system", ["rental", "pilotforce", "pilotforce-deployed"])
def test_their_tables_are_made_again_from_exported_files_as_declared(web, tmp_path, system):
    tables = [table for table in catalogue.tables if table.system.name == system]
    run("export_schemas", str(tmp_path), system=system)
    for table in tables:
        name = web.table(table)
        web.call("DeleteTable", name, {"TableName": name})
    fresh_store()
    with pytest.raises(CommandError, match=f"{len(tables)} of {len(tables)} tables are not"):
        run("check_tables", system=system)

    made = run("import_schemas", str(tmp_path))

    assert {f"{web.table(table)}: created" for table in tables} <= set(made)
    assert run("check_tables", system=system)[-1].endswith("tables are as declared.")


def test_a_person_table_of_the_older_key_is_read_and_the_difference_told(web, administrator):
    declared = catalogue.entity("rental-guarantors")
    name = web.table(declared)
    web.call("DeleteTable", name, {"TableName": name})
    older = replace(declared, sort="timestamp")
    create_table(web, older)
    put_all(web, older, [{"userId": "u 1", "timestamp": "2025-10-15", "zoneinfo": "LPPM-1"}])
    fresh_store()

    page = administrator.get("/data/rental-guarantors/?scan=1").content.decode()
    address = item_url(declared, ("u 1", "2025-10-15"))

    assert "keyed by userId and timestamp, the declaration says userId and zoneinfo" in page
    assert address in page
    assert administrator.get(address).status_code == 200


def test_their_tables_are_named_alike_everywhere_unless_a_prefix_is_set(web, settings):
    dry = {"dry_run": True, "system": "rental"}
    stands = "Rental: names stand as declared, without a prefix"

    here = run("create_tables", **dry)
    settings.RENTAL_TABLE_PREFIX = settings.PILOTFORCE_TABLE_PREFIX = "own-"
    fresh_store()
    prefixed = run("create_tables", **dry)

    assert stands in here and "DraftSaved: exists" in here
    assert "Rental: names begin with “own-”" in prefixed
    assert "own-DraftSaved: would be created" in prefixed
    assert stands in run("create_tables", **dry, environment="staging")
    assert "own-Users: would be created" in run(
        "create_tables", dry_run=True, system="pilotforce-deployed"
    )
