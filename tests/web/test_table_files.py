"""Files about tables that are taken away from their pages."""

import io
import json
import zipfile

from entities.catalogue import catalogue
from entities.yaml_text import read
from tests.web.test_tables import EXPENSES, drop


def test_a_template_is_made_for_any_environment_without_a_call(web, operator):
    address = "/tables/files/template.yaml?system=construction&part=policies&environment=staging"
    operator.get("/healthz")

    answer = operator.get(address)

    disposition = answer["Content-Disposition"]
    assert disposition == 'attachment; filename="construction-staging-policies.yaml"'
    document = read(answer.content.decode(), "x")
    assert document["Parameters"]["Prefix"]["Default"] == "construction-expenses-staging-"
    assert answer.wsgi_request.meter.calls == {}


def test_a_part_that_a_system_lacks_is_not_found(web, operator):
    address = "/tables/files/template.yaml?system=construction&part=functions"

    assert operator.get(address).status_code == 404


def test_a_schema_is_the_json_of_export_schemas(web, operator):
    answer = operator.get(f"/tables/{EXPENSES}/schema.json")

    held = json.loads(answer.content)
    assert answer["Content-Disposition"] == f'attachment; filename="{EXPENSES}.json"'
    assert (held["Table"], held["TableName"]) == ("company-expenses", EXPENSES)
    assert held["Statistics"]["ReadAt"]


def test_a_table_that_is_not_there_or_cannot_be_asked_has_no_schema(web, operator, faults):
    faults.refuse("DescribeTable", "AccessDeniedException")
    assert operator.get(f"/tables/{EXPENSES}/schema.json").status_code == 503

    drop(web, EXPENSES)
    assert operator.get(f"/tables/{EXPENSES}/schema.json").status_code == 503


def test_all_schemas_come_as_one_file_with_a_summary_per_system(web, administrator):
    drop(web, EXPENSES)

    answer = administrator.get("/tables/files/schemas.zip")

    assert answer["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    names = set(archive.namelist())
    there = [e for e in catalogue.tables if web.table(e) != EXPENSES]
    summaries = {f"{system.name}/table-summary.txt" for system in catalogue.systems}
    assert names == {f"{e.system.name}/{e.table}.json" for e in there} | summaries
    summary = archive.read("construction/table-summary.txt").decode()
    assert f"Declared and not there\n  {EXPENSES}" in summary
    assert json.loads(archive.read("construction/companies.json"))["Table"] == "companies"
