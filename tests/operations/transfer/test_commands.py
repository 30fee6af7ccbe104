"""The commands: out of a table into a file, and back."""

import io

import pytest
from django.core.management import CommandError, call_command

from entities import conf
from entities.catalogue import catalogue
from tests.engines import as_production
from tests.operations.making import put
from tests.operations.writing.desk import C1, expense, furnish

pytestmark = pytest.mark.django_db
EXPENSES = catalogue.entity("expenses")


@pytest.fixture
def ours(store):
    conf.get_store.cache_clear()
    found = conf.get_store()
    furnish(found)
    yield found
    conf.get_store.cache_clear()


def run(*words, **options) -> str:
    said = io.StringIO()
    call_command(*map(str, words), stdout=said, stderr=said, **options)
    return said.getvalue()


def description(store) -> str:
    return store.find(EXPENSES, (C1, "exp_1"), consistent=True)["description"]


@pytest.mark.parametrize("name", ["expenses.csv", "expenses.jsonl", "expenses"])
def test_a_file_goes_out_and_comes_back(ours, tmp_path, name):
    file = tmp_path / name
    assert "bytes written to" in run("export_items", "expenses", file, company=C1)
    file.write_bytes(file.read_bytes().replace(b"Sand", b"Gravel"))

    line = 2 if name == "expenses.csv" else 1
    said = run("import_items", "expenses", file, "--dry-run")
    assert said == f"line {line}: change: description\n1 change\n"
    assert description(ours) == "Sand"
    assert run("import_items", "expenses", file).endswith("\n1 done\n")
    assert description(ours) == "Gravel"
    assert run("import_items", "expenses", file).endswith("\n1 same\n")
    assert not list(tmp_path.glob("*.part"))


def test_filters_are_those_of_addresses(ours, tmp_path):
    put(ours, "expenses", expense(2, status="paid"))
    file = tmp_path / "paid.json"

    run("export_items", "expenses", file, "status.is=paid", verbosity=0)

    assert len(file.read_text().splitlines()) == 1
    for words, sentence in (
        (["status"], "is no filter"),
        (["nothing.is=1"], "no field “nothing”"),
    ):
        with pytest.raises(CommandError, match=sentence):
            run("export_items", "expenses", file, *words)


def test_an_export_may_go_to_the_terminal(ours, capsys):
    run("export_items", "expenses", "-", format="json")

    assert capsys.readouterr().out.startswith('{"Item":{"amount":{"N":"1180"}')


def test_what_is_not_kept_by_company_has_no_company(ours, tmp_path):
    with pytest.raises(CommandError, match="cannot be told apart by company"):
        run("export_items", "flags", tmp_path / "x.csv", company=C1)
    with pytest.raises(CommandError, match="no entity called “nothing”"):
        run("export_items", "nothing", tmp_path / "x.csv")


def test_lines_that_cannot_be_imported_are_named_and_the_command_fails(ours, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("companyId,expenseId,amount,description\ncomp_1,exp_1,0,\ncomp_1,exp_1,,x\n")

    with pytest.raises(CommandError, match="Not every line"):
        run("import_items", "expenses", file)
    with pytest.raises(CommandError, match="Not every line"):
        run("import_items", "expenses", file, "--dry-run")


def test_notes_and_guesses_are_said(ours, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("companyId,expenseId,vatAmount\ncomp_1,exp_1,5\n")

    said = run("import_items", "expenses", file, "--dry-run")

    assert "Columns without a type: companyId is read as S" in said
    assert "line 2: Worked out by us, so left alone: vatAmount." in said


def test_a_file_that_is_not_there_or_not_text_is_refused(ours, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("import_items", "expenses", tmp_path / "x.csv")
    file = tmp_path / "x"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="not UTF-8"):
        run("import_items", "expenses", file)


def test_an_empty_file_of_json_says_so(ours, tmp_path):
    file = tmp_path / "x.json"
    file.write_text("")

    assert run("import_items", "expenses", file).endswith("The file holds no items.\n")


def test_in_production_an_import_needs_a_reason_before_anything_is_written(ours, tmp_path):
    file = tmp_path / "x.jsonl"
    run("export_items", "expenses", file, company=C1)
    file.write_bytes(file.read_bytes().replace(b"Sand", b"Gravel"))
    as_production(ours)

    assert "1 change" in run("import_items", "expenses", file, "--dry-run")
    with pytest.raises(CommandError, match="In production every change needs a reason"):
        run("import_items", "expenses", file)
    assert description(ours) == "Sand"
    assert run("import_items", "expenses", file, reason="Renamed").endswith("\n1 done\n")
