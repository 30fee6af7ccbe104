"""No write path without an audit entry: the modules that may write at all, each with its reason.

Staff's writes go through `operations/writing.py`, which records them; the rest write Keyroom's own
tables, or fill empty ones.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "entities"

READS = {
    *("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"),
    *("ListTables", "ListBackups", "ListTagsOfResource", "ListExports"),
    *("DescribeTimeToLive", "DescribeContinuousBackups"),
}
# The only modules that send writing calls: the call is in the source, or is chosen at run time.
SENDERS = {
    "dynamodb/transactions.py": "transactions of steps",
    "dynamodb/batches.py": "batches for our own tables, and for loading",
    "dynamodb/loading.py": "items whose key is free",
    "dynamodb/tables.py": "tables and their settings",
    "dynamodb/backup_calls.py": "the service's own backups, and restores to new tables",
    "dynamodb/updating.py": "one item of our own: leases and cursors of runs",
    "dynamodb/store.py": "sends what a reader made: a Query or a Scan",
}
# What those modules offer to write items with, and who uses it for what.
WRITING = {"change", "commit", "put_all", "delete_all", "put_if_absent"}
WRITERS = {
    "operations/writing.py": "every write by staff, with its audit entries",
    "operations/audit/anchors.py": "daily anchors of the audit log itself",
    "operations/leaving.py": "the claim that an item is about to go; the going is audited",
    "operations/counting.py": "Keyroom's own counts",
    "operations/tables/index_entries.py": "Keyroom's own counts, of one index",
    "operations/lookups.py": "Keyroom's own look-ups",
    "operations/runs/starting.py": "the segments of a run that nobody knows of yet",
    "operations/runs/segments.py": "leases, cursors and counters of segments",
    "operations/runs/control.py": "segments opened again, for units that failed",
    "operations/runs/outcomes.py": "what came of a unit that wrote nothing",
    "operations/runs/parts.py": "the units of a run, put aside sealed before it works on them",
    "operations/restores/filling.py": "items of an export, into a new table of a restore's own",
    "operations/tables/indexing/turns.py": "the queue of runs that change one table",
    "operations/tables/indexing/findings.py": "items that an index would leave out, as outcomes",
    "operations/demo/dataset.py": "demo data, where the key is free; refused in production",
}


def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(HOUSE).as_posix(): ast.parse(path.read_text())
        for path in sorted(HOUSE.rglob("*.py"))
    }


def sends(tree: ast.AST) -> bool:
    """Whether it calls the service by anything but a reading operation."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "call"
        and not (isinstance(node.args[0], ast.Constant) and node.args[0].value in READS)
        for node in ast.walk(tree)
    )


def imported(tree: ast.AST) -> set[str]:
    """What it takes from the DynamoDB package, by name; `*` for a whole module of it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and _is_dynamodb(node.module):
            names |= {"*" if _is_dynamodb_itself(node.module) else a.name for a in node.names}
        if isinstance(node, ast.Import) and any(_is_dynamodb(a.name) for a in node.names):
            names.add("*")
    return names


def _is_dynamodb(module: str | None) -> bool:
    return f"{module}.".startswith("entities.dynamodb.")


def _is_dynamodb_itself(module: str | None) -> bool:
    return module == "entities.dynamodb"


def writers() -> set[str]:
    return {
        name
        for name, tree in modules().items()
        if not name.startswith("dynamodb/") and imported(tree) & {*WRITING, "*"}
    }


def test_only_these_modules_send_writing_calls():
    assert {name for name, tree in modules().items() if sends(tree)} == SENDERS.keys()


def test_only_these_modules_use_what_writes_items():
    assert writers() == WRITERS.keys()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('store.call("PutItem", table, item)', True),
        ("store.call(operation, table, item)", True),
        ('store.call("Query", table, asked)', False),
        ("store.find(entity, key)", False),
    ],
)
def test_the_guard_knows_a_writing_call(source, found):
    assert sends(ast.parse(source)) is found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from entities.dynamodb.transactions import commit", {"commit"}),
        ("from entities.dynamodb import transactions", {"*"}),
        ("import entities.dynamodb.batches", {"*"}),
        ("from entities.dynamodbx import commit", set()),
        ("import os", set()),
    ],
)
def test_the_guard_sees_through_imports(source, found):
    assert imported(ast.parse(source)) == found


def test_the_write_path_sends_nothing_without_its_entries():
    """`commit` gets the steps of the records in the same call."""
    tree = modules()["operations/writing.py"]
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _name(n) == "commit"]
    recorded = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "steps"]

    assert len(calls) == 1
    assert "records" in {n.value.id for n in recorded if isinstance(n.value, ast.Name)}


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""
