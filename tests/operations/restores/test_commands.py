"""The commands: a set is drilled and restored from a terminal, and what is wrong is named."""

import io

import pytest
from django.core.management import CommandError, call_command

from entities import conf
from tests.operations.restores.vault import Vault
from tests.operations.writing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(vault, settings):
    """A set in the folder of the installation."""
    settings.BACKUP_FOLDER = vault.folder
    conf.get_store.cache_clear()
    yield vault.take("contractors", name="friday")
    conf.get_store.cache_clear()


def run(*words, **options) -> str:
    said = io.StringIO()
    call_command(*map(str, words), stdout=said, stderr=said, **options)
    return said.getvalue()


def test_a_set_is_drilled_by_its_name_or_id(vault: Vault, kept):
    for name in ("friday", kept.set_id):
        said = run("drill", name)

        assert "30 items; each as it was backed up; set again: recovery" in said
        assert said.endswith(f"Set {kept.set_id} is verified.\n")
    (entry,) = [e for e in Desk(vault.store).entries("backup-sets", (kept.set_id,))][-1:]
    assert (entry["actor"], entry["action"]) == ("drill", "drill")


def test_a_failing_drill_names_what_is_wrong_and_exits_with_1(vault, kept):
    part = vault.damage(kept, "contractors")
    said = io.StringIO()

    with pytest.raises(CommandError, match="failed"):
        call_command("drill", "friday", stdout=said, stderr=said)

    assert "wrong" in said.getvalue()
    assert f"comp_0 / c_0000: Part {part}, line 1: It cannot be read." in said.getvalue()


def test_a_table_is_restored_as_it_is_called(vault, kept):
    table = vault.table("contractors")
    said = run("restore", "friday", "--table", table, "--as", "restored-x")

    assert f"{table} is restored as restored-x." in said
    assert "To have them used:" in said
    assert len(vault.items("restored-x")) == 30


def test_names_are_made_and_their_prefix_is_told(vault, kept):
    said = run("restore", "friday")

    (name,) = vault.tables("restored-")
    assert f"TABLE_PREFIX={name.removesuffix('company-contractors')}" in said


def test_a_table_comes_back_as_at_a_moment(vault, kept):
    said = run("restore", "friday", "--moment", "latest")

    assert "(moment): 30 items" in said


def test_what_cannot_be_is_refused_in_a_sentence(vault, kept):
    for words, sentence in (
        (("drill",), "was not found"),
        (("drill", "monday"), "monday"),
        (("restore", "friday", "--as", "restored-x"), "--table"),
        (("restore", "friday", "--table", "nothing"), "does not hold the table"),
        (("restore", "friday", "--moment", "soon"), "cannot be restored to this moment"),
    ):
        with pytest.raises(CommandError, match=sentence):
            run(*words)


def test_a_stopped_one_goes_on(vault, kept):
    vault.actor = "drill"
    begun = vault.drill(kept)

    assert "Succeeded" in run("drill", "--resume", begun.run_id)
    assert vault.set_of(begun).verified
    vault.actor = "restore"
    begun = vault.restore(kept)
    assert "Succeeded" in run("restore", "--resume", begun.run_id)
