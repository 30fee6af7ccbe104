"""The commands about tables: create_tables, check_tables, add_index."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entities.management.commands import prepare
from entities.models import Staff
from tests.operations.making import entity
from tests.operations.tables.test_applying import states
from tests.web.cast import fresh_store

pytestmark = pytest.mark.django_db
USERS = "construction-expenses-dev-company-users"
STAGED = "construction-expenses-staging-company-users"


class Terminal(StringIO):
    """A person who types this."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def users(store):
    """The table of users as a careless hand made it: no index, no recovery, no tags."""
    fresh_store()
    table = entity("company-users")
    store.client.delete_table(TableName=USERS)
    store.client.create_table(
        TableName=USERS,
        KeySchema=[
            {"AttributeName": "companyId", "KeyType": "HASH"},
            {"AttributeName": "userId", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in ("companyId", "userId")
        ],
        BillingMode="PAY_PER_REQUEST",
        SSESpecification={"Enabled": True},  # moto forgets a later change
    )
    yield table
    fresh_store()


def run(name: str, *arguments, **options) -> list[str]:
    told = StringIO()
    call_command(name, *arguments, stdout=told, stderr=told, **options)
    return told.getvalue().splitlines()


def drift() -> list[str]:
    told = StringIO()
    with pytest.raises(CommandError, match="are not as declared") as failed:
        call_command("check_tables", system="construction", stdout=told)
    return [*told.getvalue().splitlines(), str(failed.value)]


def test_drift_fails_and_says_what_differs_and_what_would_mend_it(users):
    lines = drift()

    words = "global index: declared email-index (email; ALL), live missing."
    assert f"{USERS}: {words} Build the index email-index." in lines
    assert lines[-1] == "1 of 19 tables are not as declared."


def test_no_drift_is_said_and_succeeds(store):
    fresh_store()

    lines = run("check_tables", system="dashboard")

    assert lines[-1].endswith("tables are as declared.")
    assert run("check_tables", system="dashboard", verbosity=0) == []


def test_an_environment_of_another_name_has_tables_of_other_names(store):
    fresh_store()
    with pytest.raises(CommandError, match="19 of 19 tables are not as declared"):
        run("check_tables", system="construction", environment="staging")

    run("create_tables", system="construction", environment="staging")

    assert run("check_tables", system="construction", environment="staging")[-1].endswith(
        "tables are as declared."
    )
    assert STAGED in store.client.list_tables()["TableNames"]


def test_an_existing_table_is_never_changed_without_a_confirmed_plan(users, monkeypatch):
    exists = f"{USERS}: exists, and differs from its declaration: global index, recovery, tags"
    assert exists in run("create_tables")
    with pytest.raises(CommandError, match="the plan was not confirmed"):
        run("create_tables", apply=True)
    monkeypatch.setattr("sys.stdin", Terminal("no\n"))
    with pytest.raises(CommandError, match="the plan was not confirmed"):
        run("create_tables", apply=True)
    assert any("Plan " in line for line in run("create_tables", apply=True, dry_run=True))
    assert drift()


def test_a_plan_is_shown_confirmed_and_applied_once(users, store, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("yes\n"))

    lines = run("create_tables", apply=True, reason="as declared")

    shown = [line for line in lines if line.startswith("Plan ")]
    assert len(shown) == 1 and shown[0].endswith("calls that write.")
    built = "build the index userId-index: done, and holds 0 of 0 items that belong in it"
    assert lines.index(shown[0]) < lines.index(f"{USERS}: {built}")
    assert run("check_tables")[-1].endswith("tables are as declared.")
    again = run("create_tables", apply=True, yes=True)
    assert again[-1] == "Nothing would be changed."
    assert run("create_tables", apply=True, yes=True, verbosity=0) == []
    assert states(store, USERS)[-2:] == ["intended", "done"]


def test_starting_brings_the_tables_of_an_earlier_release_up_to_date(store):
    runs = store.table(entity("runs"))
    delete = {"Delete": {"IndexName": "standing-index"}}
    store.client.update_table(TableName=runs, GlobalSecondaryIndexUpdates=[delete])
    fresh_store()

    for name, options in prepare.TABLES:
        run(name, **options)

    assert "standing-index" in str(store.describe(runs).indexes)
    assert states(store, runs)[-2:] == ["intended", "done"]


def test_scripts_say_yes_and_name_what_goes(users, store):
    like = {"AttributeName": "name", "KeyType": "HASH"}
    created = {"IndexName": "x-index", "KeySchema": [like], "Projection": {"ProjectionType": "ALL"}}
    store.client.update_table(
        TableName=USERS,
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"}
            for name in ("companyId", "userId", "name")
        ],
        GlobalSecondaryIndexUpdates=[{"Create": created}],
    )

    lines = run("create_tables", apply=True, yes=True)
    stays = [line for line in lines if "stays: global index: declared none, live x-index" in line]
    assert len(stays) == 1 and stays[0].endswith(f"To name it: --also '{USERS}/index/x-index'")
    assert "x-index" in str(store.describe(USERS).indexes)

    run("create_tables", apply=True, yes=True, also=[f"{USERS}/index/x-index"])
    assert "x-index" not in str(store.describe(USERS).indexes)
    with pytest.raises(CommandError, match="No table here has a difference called “nothing”"):
        run("create_tables", apply=True, yes=True, also=["nothing"])


def test_what_is_refused_fails_by_name(users, faults):
    faults.refuse("UpdateTable", "AccessDeniedException", times=9)

    with pytest.raises(CommandError, match="changes were not made; what stands above says why"):
        run("create_tables", apply=True, yes=True, system="construction")


def test_an_index_is_added_by_its_name(users, store):
    done = "done, and holds 0 of 0 items that belong in it"
    assert run("add_index", "company-users", "email-index")[-1] == f"{USERS}: email-index: {done}"
    assert run("add_index", USERS, "email-index")[-1] == f"{USERS}: email-index: there already"
    with pytest.raises(CommandError, match="“nothing” is not declared as an index"):
        run("add_index", USERS, "nothing")
    with pytest.raises(CommandError, match="“nothing” is not a declared table"):
        run("add_index", "nothing", "email-index")
    with pytest.raises(CommandError, match="a reason"):
        run("add_index", "company-users", "email-index", environment="production")


def blocked(store, *more) -> str:
    """What is said of a build that would leave an item out."""
    member = {"companyId": {"S": "c"}, "userId": {"S": "u"}, "email": {"S": ""}}
    store.client.put_item(TableName=USERS, Item=member)
    told = StringIO()
    with pytest.raises(CommandError, match="failed"):
        call_command("add_index", USERS, "email-index", *more, stdout=told, stderr=told)
    return told.getvalue()


def test_what_an_index_would_leave_out_is_listed_and_signed_for(users, store, monkeypatch):
    # moto indexes what DynamoDB would leave out, so it is counted time and again.
    monkeypatch.setattr("entities.operations.tables.indexing.comparing.BETWEEN", timedelta(0))
    Staff.objects.create_user("dana", "dana@example.com", role="operator", every_company=True)

    said = blocked(store)

    assert "Empty: 1 item\n" in said
    assert "  /data/company-users/c,u/  email is empty." in said
    (offered,) = re.findall("--run ([^ ]+) --sign ([^ ]+) --by", said)
    given = {"run": offered[0], "sign": offered[1], "by": "dana", "reason": "it is a ghost"}
    with pytest.raises(CommandError, match="--sign needs --run and --by"):
        run("add_index", USERS, "email-index", sign=offered[1])
    assert "email-index: done" in run("add_index", USERS, "email-index", **given)[-1]


def test_a_run_that_was_stopped_is_gone_on_with(users, store):
    said = blocked(store, "--verbosity", "1")
    (stopped,) = re.findall("--run ([^ ]+)", said)

    with pytest.raises(CommandError, match=f"Run {stopped} failed"):
        run("add_index", USERS, "email-index", run=stopped)


def test_an_index_is_named_by_options(users, store):
    given = {"partition": "name:S", "sort": "joinedAt:S", "projection": "INCLUDE:role,status"}
    lines = run("add_index", USERS, "by-name", sparse=True, **given)

    assert lines[-1].startswith(f"{USERS}: by-name: done")
    held = store.describe(USERS).index("by-name").index
    assert (held.keys, held.projection) == (("name", "joinedAt"), ("role", "status"))
    assert run("add_index", USERS, "by-name", **given)[-1].endswith("there already")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"partition": "name"}, "“name” is no key"),
        ({"partition": "name:X"}, "“name:X” is no key"),
        ({"partition": "name:S", "projection": "SOME"}, "“SOME” is no projection"),
        ({"partition": "name:S", "projection": "INCLUDE:"}, "“INCLUDE:” is no projection"),
        ({"sort": "name:S"}, "--sort: say the --partition key, too"),
    ],
)
def test_options_that_say_no_index_are_refused(users, given, said):
    with pytest.raises(CommandError, match=said):
        run("add_index", USERS, "by-name", **given)


def test_what_is_needed_first_is_told_and_nothing_is_begun(store, faults):
    fresh_store()
    faults.refuse("ListTables", "AccessDeniedException")

    with pytest.raises(
        CommandError, match="Nothing was begun.*Allowed must be dynamodb:ListTables"
    ):
        run("create_tables", environment="staging")
    assert faults.sent["CreateTable"] == 0


def test_the_tables_of_one_system_bring_the_log_they_are_recorded_in(store):
    fresh_store()
    lines = run("create_tables", system="construction", environment="staging")

    assert lines[:2] == ["keyroom-staging-audit: created", "keyroom-staging-tables: created"]
    assert len(lines) == 2 + 19


def test_a_quiet_apply_says_nothing(users):
    assert run("create_tables", apply=True, yes=True, verbosity=0) == []
    assert run("check_tables", verbosity=0) == []


def test_a_missing_table_is_made_by_applying_too(store):
    fresh_store()
    lines = run("create_tables", environment="staging", apply=True, yes=True)

    assert f"{STAGED}: would be created" in lines
    assert f"{STAGED}: created" in lines
    verbose = run("create_tables", environment="staging", verbosity=2)
    assert verbose[0].startswith("environment staging, region us-east-1")
