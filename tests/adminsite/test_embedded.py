"""When the embedded engine is used, and how a command finds or starts it."""

import contextlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from adminsite import embedded
from tests.engine.process import PYTHON, ROOT

needs_engine = pytest.mark.skipif(
    not PYTHON.exists(), reason="the engine is not installed: run `make .venv-engine`"
)
CONFIGURED = [*embedded.AWS_VARIABLES, "ENVIRONMENT"]


@pytest.fixture
def environment(tmp_path):
    """What a shell in which nobody has configured anything hands to a command."""
    untouched = {name: value for name, value in os.environ.items() if name not in CONFIGURED}
    return untouched | {"VAR_DIR": str(tmp_path)}


def run(script: str, environment) -> str:
    """Run these lines with the engine provided as for a command of ours; return what they print."""
    program = (
        "import os, sys\n"
        "from adminsite import embedded\n"
        "with embedded.engine_for_command(['manage.py', 'shell']):\n"
        "    import boto3\n"
        "    client = boto3.client('dynamodb')\n" + script
    )
    line = [sys.executable, "-c", program]
    return subprocess.check_output(line, cwd=ROOT, env=environment, text=True)


@contextlib.contextmanager
def using(directory):
    """An engine that is left when the block ends."""
    engine = embedded.Engine(directory)
    try:
        yield engine
    finally:
        engine.stop()


MAKE_TABLE = (
    "    client.create_table(TableName='jobs', BillingMode='PAY_PER_REQUEST',"
    " AttributeDefinitions=[{'AttributeName': 'id', 'AttributeType': 'S'}],"
    " KeySchema=[{'AttributeName': 'id', 'KeyType': 'HASH'}])\n"
)
LIST_TABLES = "    print(client.list_tables()['TableNames'])\n"
PRINT_ENDPOINT = "    print(os.environ['AWS_ENDPOINT_URL_DYNAMODB'])\n"


def test_it_is_wanted_when_nobody_chose_a_dynamodb():
    assert embedded.is_wanted({})
    assert embedded.is_wanted({"ENVIRONMENT": "dev", "AWS_REGION": "eu-west-1"})


@pytest.mark.parametrize("name", embedded.AWS_VARIABLES)
def test_any_choice_of_a_dynamodb_stands(name):
    assert not embedded.is_wanted({name: "chosen"})


@pytest.mark.parametrize("name", ["production", "staging"])
def test_production_and_staging_never_fall_back_to_an_empty_local_database(name):
    assert not embedded.is_wanted({"ENVIRONMENT": name})


@needs_engine
def test_a_command_starts_the_engine_for_as_long_as_it_takes(environment, tmp_path):
    assert run(MAKE_TABLE + LIST_TABLES, environment) == "['jobs']\n"
    assert not embedded.Engine(tmp_path / "engine").is_running()
    assert run(LIST_TABLES, environment) == "['jobs']\n"


@needs_engine
def test_a_command_uses_the_engine_that_runs_and_leaves_it_running(environment, tmp_path):
    with using(tmp_path / "engine") as engine:
        engine.start()

        assert run(PRINT_ENDPOINT, environment) == f"http://127.0.0.1:{engine.port}\n"
        assert engine.is_running()

    assert not engine.is_running()


@needs_engine
def test_commands_that_start_at_the_same_time_share_one_engine(environment, tmp_path):
    run(MAKE_TABLE, environment)
    scripts = [f"    import time; time.sleep({seconds})\n" + LIST_TABLES for seconds in (0, 1, 2)]

    with ThreadPoolExecutor() as pool:
        printed = list(pool.map(run, scripts, [environment] * 3))

    assert printed == ["['jobs']\n"] * 3
    assert not embedded.Engine(tmp_path / "engine").is_running()


@needs_engine
def test_our_commands_find_it_when_run_by_hand(environment, tmp_path):
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)

    assert (tmp_path / "engine" / "lock").exists()
    assert not embedded.Engine(tmp_path / "engine").is_running()


@pytest.mark.parametrize(
    "arguments", [["check"], ["start"], ["prepare", "--help"], ["nonsense"], []]
)
def test_a_command_that_reads_no_table_starts_no_engine(arguments, monkeypatch):
    monkeypatch.setattr(embedded, "is_wanted", lambda environment: True)
    monkeypatch.setattr(embedded.Engine, "start", lambda engine: pytest.fail("started"))

    with embedded.engine_for_command(["manage.py", *arguments]):
        pass


def test_a_missing_engine_is_named_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "PYTHON", tmp_path / "absent")

    with pytest.raises(embedded.EngineFailed, match="make install"), using(tmp_path) as engine:
        engine.start()


@needs_engine
def test_an_engine_that_cannot_start_is_reported(tmp_path, capfd):
    (tmp_path / "journal-0.log").write_text("not a line\nof a journal\n")

    with pytest.raises(embedded.EngineFailed, match="did not start"), using(tmp_path) as engine:
        engine.start()

    assert "cannot be read" in capfd.readouterr().err


@needs_engine
def test_an_engine_that_is_too_slow_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "START_PATIENCE", 0)

    with pytest.raises(embedded.EngineFailed, match="in 0 seconds"), using(tmp_path) as engine:
        engine.start()

    assert not engine.is_running()
