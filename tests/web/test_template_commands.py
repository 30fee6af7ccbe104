"""The command that prints templates."""

import pytest
from django.core.management import CommandError

from entities.dynamodb.metering import metered
from entities.yaml_text import read
from tests.web.test_commands import run


def test_templates_are_printed_without_a_call_of_the_service(settings):
    settings.ENVIRONMENT = "staging"
    with metered() as meter:
        text = "\n".join(run("cloudformation"))

    assert not meter.calls
    first, second = text.split("\n---\n")
    assert "CompaniesTable" in read(first, "first")["Resources"]
    assert read(second, "second")["Parameters"]["Prefix"]["Default"] == "keyroom-staging-"


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

    names = ["construction-dev-tables.yaml", "dashboard-dev-tables.yaml"]
    assert sorted(path.name for path in (tmp_path / "stacks").iterdir()) == names
    assert len(lines) == 2 and lines[0].endswith(" bytes")
    assert run("cloudformation", to=str(tmp_path), verbosity=0) == []


def test_an_unknown_system_is_refused_with_those_there_are():
    with pytest.raises(CommandError, match="There is no system “nothing”. Known: construction"):
        run("cloudformation", system="nothing")
