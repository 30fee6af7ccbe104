"""Declarations drafted from live tables: they load, and say what the tables are."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from entities.catalogue import Catalogue, catalogue
from entities.dynamodb.batches import put_all
from entities.dynamodb.metering import metered
from entities.dynamodb.table_schema import key_types, united_indexes
from entities.dynamodb.tables import create_table
from entities.errors import TableMissing
from entities.operations.tables.drafts import draft
from entities.operations.tables.samples import sample
from entities.schema.entity import Entity
from entities.schema.fields import Epoch
from entities.schema.masking import Mask
from tests.operations.making import NOW, Declared, entity, item_of
from tests.samples import entity_of

HEX = "0123456789abcdef" * 4
every_table = pytest.mark.parametrize("table", catalogue.tables, ids=lambda table: table.table)


def source(store, name: str, most: int = 100) -> str:
    return draft(sample(store, catalogue, name, most=most, now=NOW), catalogue)


def loaded(text: str, folder) -> Entity:
    """The one entity of a draft, as a file of a catalogue."""
    (folder / "draft.py").write_text(text)
    (declared,) = Catalogue(folder).by_name.values()
    return declared


def drafted(store, name: str, folder, **options) -> Entity:
    return loaded(source(store, store.table(entity(name)), **options), folder)


def fill(store, name: str, count: int = 8) -> None:
    declared = entity(name)
    items = [item_of(declared, number) for number in range(count)]
    put_all(store, declared, {declared.key_of(item): item for item in items}.values())


def shape(index) -> tuple:
    projection = index.projection
    included = projection if isinstance(projection, str) else frozenset(projection)
    return index.name, index.keys, index.local, included


@every_table
def test_a_draft_loads_and_has_the_tables_keys_indexes_and_settings(store, tmp_path, table):
    fill(store, table.name)

    made = drafted(store, table.name, tmp_path)

    assert (made.system, made.generation, made.table) == (
        table.system,
        table.generation,
        table.table,
    )
    assert made.keys == table.keys
    sharing = catalogue.sharing(table)
    assert key_types(made) == key_types(table, sharing)
    assert sorted(map(shape, made.indexes), key=repr) == sorted(
        map(shape, united_indexes(table, sharing)), key=repr
    )
    # Protection is declared for production, of which the tables of the tests tell nothing.
    assert made.settings.deletion_protection
    assert made.settings == replace(table.settings, deletion_protection=True)


def test_a_draft_is_laid_out_as_the_repository_is(store):
    for table in catalogue.tables:
        fill(store, table.name, 3)
    drafts = "\n\n".join(source(store, store.table(table)) for table in catalogue.tables)

    formatted = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "-"], input=drafts, capture_output=True, text=True
    )

    assert formatted.stdout.splitlines() == drafts.splitlines()


def test_drafting_only_reads_and_no_more_than_asked(store):
    fill(store, "expenses", 30)

    with metered() as meter:
        text = source(store, store.table(entity("expenses")), most=10)

    assert set(meter.calls) == {
        *("DescribeTable", "DescribeTimeToLive", "DescribeContinuousBackups"),
        *("ListTagsOfResource", "Scan"),
    }
    assert meter.calls.total() == 5
    assert "10 of its items; there were about 30." in text
    assert "It is declared already, as expenses." in text


def test_fields_are_guessed_from_names_and_values(store, tmp_path):
    fill(store, "expenses")
    fill(store, "company-users")

    expense = drafted(store, "expenses", tmp_path).fields_by_name
    kinds = {name: type(field).__name__ for name, field in expense.items()}

    assert {
        "companyId": "Reference",
        "expenseId": "Text",
        "projectId": "Reference",
        "contractorId": "Reference",
        "workId": "Reference",
        "date": "Date",
        "amount": "Money",
        "vatRate": "Number",
        "status": "Choice",
        "createdAt": "Timestamp",
        "missingReceipt": "Flag",
        "receiptImage": "Picture",
    }.items() <= kinds.items()
    assert expense["projectId"].to == "projects"
    assert expense["companyId"].to == "companies"
    assert expense["companyId"].required and expense["expenseId"].required
    assert expense["contractorSignature"].mask is Mask.FULL


def test_the_company_of_an_item_is_found_by_its_reference(store, tmp_path):
    assert drafted(store, "expenses", tmp_path).company_attribute == "companyId"
    assert drafted(store, "companies", tmp_path).company_attribute == ""


def test_a_key_made_of_others_is_composite(store, tmp_path):
    fill(store, "multi-expenses")

    made = drafted(store, "multi-expenses", tmp_path).fields_by_name

    assert made["userId#projectId"].parts == ("userId", "projectId")
    assert made["userId"].to == "multi-users"


def test_a_key_that_is_made_otherwise_is_plain_text(store, tmp_path):
    declared = entity("multi-expenses")
    put_all(store, declared, [item_of(declared, 1, **{"userId#projectId": "other"})])

    made = drafted(store, "multi-expenses", tmp_path).fields_by_name

    assert type(made["userId#projectId"]).__name__ == "Text"


def test_secrets_are_masked_and_never_stand_in_the_draft(store, tmp_path):
    declared = entity("invitations")
    put_all(
        store,
        declared,
        [
            item_of(declared, 1, invitationId=HEX, token="hidden-token", apiKey="pending"),
            item_of(declared, 2, status="sent", authorizationType="basic"),
        ],
    )

    text = source(store, store.table(declared))
    made = loaded(text, tmp_path)

    assert HEX not in text and "hidden-token" not in text and "basic" not in text
    for name in ("invitationId", "token", "apiKey", "authorizationType"):
        assert made.fields_by_name[name].mask is Mask.FULL
    assert made.is_secret("invitationId", HEX)


def test_other_types_than_expected_are_told(store, tmp_path):
    declared = entity("projects")
    put_all(
        store,
        declared,
        [
            item_of(declared, 1, code="a", budget=Decimal(5), note=None),
            item_of(declared, 2, code=Decimal(5), budget=Decimal(6)),
            item_of(declared, 3, code="b", budget=None),
        ],
    )
    text = source(store, store.table(declared))

    assert loaded(text, tmp_path).fields_by_name["code"].types == {"S", "N"}
    assert '        # In 2 of 3 items.\n        Money("budget"),\n' in text


def test_an_empty_table_is_drafted_from_its_schema_alone(store, tmp_path):
    text = source(store, store.table(entity("pending-payments")))

    made = loaded(text, tmp_path)

    assert "0 of its items; there were about 0." in text
    assert isinstance(made.fields_by_name["expiresAt"], Epoch)
    assert made.settings.ttl == "expiresAt"


def test_a_table_of_no_known_system_brings_its_own(store, tmp_path):
    meters = entity_of("meters", "id", partition="id", table="7-Meters.old")
    stranger = replace(meters, system=replace(meters.system, prefixes={"dev": ""}))
    create_table(store, stranger, tags={"owner": "nobody"})
    put_all(store, stranger, [{"id": "a", "unit_type": "kWh"}])

    made = loaded(source(store, "7-Meters.old"), tmp_path)

    assert made.system.name == "unknown"
    assert made.system.table_name(made.table, "production") == "7-Meters.old"
    assert made.name == "7-meters-old"
    assert made.settings.tags == (("owner", "nobody"),)
    assert made.choice("unit_type").choices == ("kWh",)


def test_a_table_of_a_system_without_a_prefix_is_known_by_its_name(store):
    bare = replace(entity("works").system, name="bare", prefixes={"dev": ""})
    table = replace(entity("works"), system=bare, table="Works_nyc")
    create_table(store, table)

    seen = sample(store, Declared(table), "Works_nyc", most=5, now=NOW)

    assert seen.table.system is bare
    assert seen.declared == (table,)


def test_a_table_that_is_not_there_is_refused(store):
    with pytest.raises(TableMissing, match="nowhere"):
        source(store, "nowhere")
