"""The commands that make files of declarations and of live tables."""

import pytest
from django.core.management import CommandError

from entities.catalogue import catalogue
from entities.dynamodb.metering import metered
from entities.operations.tables.creation import create_missing
from entities.yaml_text import read
from tests.engines import new_store
from tests.operations.tables.changer import recorder
from tests.web.test_commands import run


def test_templates_are_printed_without_a_call_of_the_service(settings):
    settings.ENVIRONMENT = "staging"
    with metered() as meter:
        text = "\n".join(run("cloudformation"))

    assert not meter.calls
    made = {system.name: read(part, "x") for system, part in by_system(text)}
    assert "CompaniesTable" in made["construction"]["Resources"]
    assert made["dashboard"]["Parameters"]["Prefix"]["Default"] == "keyroom-staging-"
    assert set(made["rental"]["Resources"]) == {
        *("DraftSavedTable", "AppNycTable", "ApplicantNycTable"),
        *("CoApplicantsTable", "GuarantorsNycTable"),
    }
    assert "in eu-north-1." in text


def by_system(text: str):
    return zip(catalogue.systems, text.split("\n---\n"), strict=True)


def test_one_system_and_environment_is_printed_alone():
    text = "\n".join(run("cloudformation", system="construction", environment="production"))

    assert read(text, "x")["Parameters"]["Prefix"]["Default"] == "construction-expenses-"


def test_the_table_prefix_of_the_current_environment_is_kept(settings):
    settings.TABLE_PREFIX = "mine-"

    def prefix(environment: str) -> str:
        text = "\n".join(run("cloudformation", system="construction", environment=environment))
        return read(text, "x")["Parameters"]["Prefix"]["Default"]

    assert prefix("dev") == "mine-"
    assert prefix("staging") == "construction-expenses-staging-"


def test_files_are_written_where_asked(tmp_path):
    lines = run("cloudformation", to=str(tmp_path / "stacks"))

    names = {f"{system.name}-dev-tables.yaml" for system in catalogue.systems}
    assert {path.name for path in (tmp_path / "stacks").iterdir()} == names
    assert len(lines) == len(names) and lines[0].endswith(" bytes")
    assert run("cloudformation", to=str(tmp_path), verbosity=0) == []


def test_an_unknown_system_is_refused_with_those_there_are():
    with pytest.raises(CommandError, match="There is no system “nothing”. Known: construction"):
        run("cloudformation", system="nothing")


# ---- updates ---------------------------------------------------------------------------------


def compared(old: object, **options) -> list[str]:
    return run("cloudformation", compare=str(old), system="construction", **options)


USERS = "construction-expenses-staging-company-users"


@pytest.fixture
def staging(web):
    """A store with the construction tables of staging, made as declared."""
    store = new_store(environment="staging")
    made = list(create_missing(store, catalogue, recorder(store), system="construction"))
    assert {outcome.words for outcome in made} == {"created"}
    return store


def test_live_tables_as_declared_need_no_update(staging):
    with metered() as meter:
        lines = compared("live", environment="staging")

    assert lines == ["construction-staging-tables: nothing to update"]
    assert {call[:4] for call in meter.calls} == {"Desc", "List"}


def test_what_live_tables_lack_is_listed_update_by_update(staging, tmp_path):
    for index in ("userId-index", "email-index"):
        change = {"Delete": {"IndexName": index}}
        staging.client.update_table(TableName=USERS, GlobalSecondaryIndexUpdates=[change])
    arn = staging.describe(USERS).arn
    staging.client.untag_resource(ResourceArn=arn, TagKeys=["environment"])

    lines = compared("live", environment="staging", to=str(tmp_path))

    assert lines[:5] == [
        "Update 1 of 2",
        f"  {USERS}: the index userId-index (userId) is built",
        f"  {USERS}: tags system=construction → system=construction, environment=staging",
        "Update 2 of 2",
        f"  {USERS}: the index email-index (email) is built",
    ]
    first = read((tmp_path / "construction-staging-tables-1.yaml").read_text(), "first")
    held = first["Resources"]["CompanyUsersTable"]["Properties"]
    assert [index["IndexName"] for index in held["GlobalSecondaryIndexes"]] == ["userId-index"]


def test_a_table_that_is_not_there_is_created(web):
    assert "  construction-expenses-staging-companies: is created" in compared(
        "live", environment="staging"
    )


def test_a_deployed_template_is_compared_and_what_cannot_be_is_told(tmp_path):
    run("cloudformation", system="construction", to=str(tmp_path))
    path = tmp_path / "construction-dev-tables.yaml"
    path.write_text(path.read_text().replace("{AttributeName: workId, KeyType: RANGE}", "", 1))
    text = path.read_text().replace("        - \n", "")
    path.write_text(text)

    lines = compared(path)

    assert lines[0] == "No update can do this"
    assert "company-works: its keys change from companyId to companyId and workId." in lines[1]


def test_comparing_needs_a_readable_template_of_one_system(tmp_path):
    with pytest.raises(CommandError, match="for the tables of one system"):
        run("cloudformation", compare="live")
    with pytest.raises(CommandError, match="for the tables of one system"):
        compared("live", part="policies")
    with pytest.raises(CommandError, match="gone.yaml cannot be read"):
        compared(tmp_path / "gone.yaml")
    (tmp_path / "bad.yaml").write_text("no: template")
    with pytest.raises(CommandError, match="is not a CloudFormation template"):
        compared(tmp_path / "bad.yaml")


# ---- schemas as files ------------------------------------------------------------------------


def test_schemas_are_exported_and_made_again_elsewhere(web, tmp_path):
    lines = run("export_schemas", str(tmp_path), system="construction")

    assert lines == [f"{tmp_path}/construction: 19 of 19 tables exported"]
    assert (tmp_path / "construction" / "company-users.json").exists()
    assert "13 GSIs" in (tmp_path / "construction" / "table-summary.txt").read_text()

    dry = run("import_schemas", str(tmp_path), environment="staging", dry_run=True)
    assert len(dry) == 21 and {line.partition(": ")[2] for line in dry} == {"would be created"}
    made = run("import_schemas", str(tmp_path), environment="staging")
    assert "construction-expenses-staging-company-users: created" in made
    again = run("import_schemas", str(tmp_path), environment="staging")
    assert {line.partition(": ")[2] for line in again} == {"exists"}
    assert run("import_schemas", str(tmp_path), environment="staging", verbosity=0) == []


def test_tables_that_are_not_there_are_named(web, tmp_path):
    lines = run("export_schemas", str(tmp_path), system="dashboard", environment="staging")

    assert "keyroom-staging-audit: is not there" in lines
    assert lines[-1].endswith(f"dashboard: 0 of {len(lines) - 1} tables exported")
    assert run("export_schemas", str(tmp_path), environment="staging", verbosity=0) == []


@pytest.mark.parametrize("name", ["export_schemas", "import_schemas"])
def test_a_refusal_of_the_service_is_told(web, faults, tmp_path, name):
    run("export_schemas", str(tmp_path), system="dashboard")
    faults.refuse("DescribeTable", "AccessDeniedException", times=99)

    with pytest.raises(CommandError, match="refused DescribeTable"):
        run(name, str(tmp_path))


def test_unknown_systems_and_unreadable_files_are_refused(web, tmp_path):
    with pytest.raises(CommandError, match="There is no system “nothing”"):
        run("export_schemas", str(tmp_path), system="nothing")
    with pytest.raises(CommandError, match="holds no exported schema"):
        run("import_schemas", str(tmp_path))
    (tmp_path / "a.json").write_bytes(b"\xff")
    with pytest.raises(CommandError, match="a.json cannot be read"):
        run("import_schemas", str(tmp_path))
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(CommandError, match="it has no Format"):
        run("import_schemas", str(tmp_path))


# ---- a declaration from a live table ---------------------------------------------------------


def test_a_draft_is_printed_and_its_cost_told(web, capsys):
    lines = run("inspect_table", "construction-expenses-dev-company-users")

    assert "COMPANY_USERS = Entity(" in lines
    assert "0 items were read for" in capsys.readouterr().err
    assert run("inspect_table", "construction-expenses-dev-company-users", verbosity=0) == lines
    assert not capsys.readouterr().err


def test_a_draft_of_nothing_or_of_too_much_is_refused(web):
    with pytest.raises(CommandError, match="The table “nowhere” does not exist"):
        run("inspect_table", "nowhere")
    with pytest.raises(CommandError, match="a number from 1 to 1000"):
        run("inspect_table", "nowhere", sample=0)
