"""The floors of the house: imports go down, boto3 stays in one package, modules stay small."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "entities"
LONGEST = 300  # lines
STANDARD = sys.stdlib_module_names
AWS = {"boto3", "botocore"}
# DynamoDB is one service, and S3, which keeps backups, another.
SPEAKING_TO_AWS = (HOUSE / "dynamodb", HOUSE / "objects")
BELOW_WEB = [
    *("errors", "schema", "catalogue", "operations", "permissions", "sealing", "models", "conf"),
    *("web", "templatetags", "yaml_text"),
]
ANYTHING = None

# Each part of the app: what it may use from the app, and from outside beside the standard library.
# The first row whose name starts the module's path decides.
FLOORS = {
    "errors": (["errors"], []),
    "schema": (["errors", "schema"], []),
    "catalogue": (["errors", "schema", "catalogue"], []),
    "dynamodb": (["errors", "schema", "dynamodb"], ["boto3", "botocore"]),
    "objects": (["errors", "objects"], ["botocore"]),
    "operations.validations.checks": (["operations", "catalogue", "schema"], []),
    "operations.migrations.plans": (["operations", "catalogue", "schema"], []),
    "operations": (
        ["errors", "schema", "catalogue", "dynamodb", "objects", "operations"],
        [],
    ),
    "permissions": (["schema", "catalogue"], ["django.contrib.auth"]),
    "sealing": (["errors"], ["cryptography"]),
    "models": (["schema"], ["django"]),
    "yaml_text": (["errors"], ["yaml"]),
    "migrations": (["models"], ["django"]),
    "conf": (["dynamodb", "sealing"], ["django.conf"]),
    "web": (BELOW_WEB, ["django", "django_htmx", "allauth", "structlog", "prometheus_client"]),
    # `start` runs the embedded engine, which is wiring.
    "management": ([*BELOW_WEB, "management"], ["django", "adminsite.embedded"]),
    "templatetags": (BELOW_WEB, ["django"]),
    "apps": (ANYTHING, ["django"]),
}


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def row_of(path: Path) -> str | None:
    dotted = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    return next((row for row in FLOORS if f"{dotted}.".startswith(f"{row}.")), None)


def imports(tree: ast.AST, path: Path):
    """(line, dotted name) of everything a module imports, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).with_suffix("").parts[: -node.level or None]
            start = ".".join((*package, node.module or "")) if node.level else node.module
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def is_within(name: str, allowed: list[str]) -> bool:
    return any(f"{name}.".startswith(f"{start}.") for start in allowed)


def may_import(row: str, name: str) -> bool:
    app, outside = FLOORS[row]
    first = name.split(".")[0]
    if first == "entities":
        return app is ANYTHING or is_within(name, [f"entities.{part}" for part in app])
    return first in STANDARD or is_within(name, outside)


def problems_of(path: Path):
    row = row_of(path)
    if row is None:
        yield f"{path.relative_to(ROOT)}: on no floor"
        return
    for line, name in imports(ast.parse(path.read_text()), path):
        if not may_import(row, name):
            yield f"{path.relative_to(ROOT)}:{line}: {row} may not import {name}"


def test_imports_only_go_down():
    paths = [path for path in modules("entities") if path != HOUSE / "__init__.py"]

    assert [problem for path in paths for problem in problems_of(path)] == []


def test_boto3_is_imported_in_one_package_for_each_service_only():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in modules("entities", "adminsite")
        if not any(path.is_relative_to(package) for package in SPEAKING_TO_AWS)
        for line, name in imports(ast.parse(path.read_text()), path)
        if name.split(".")[0] in AWS
    ]

    assert found == []


def test_no_import_hides_inside_a_function():
    functions = [
        (path, node)
        for path in modules("entities")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}: import inside {function.name}"
        for path, function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_no_module_is_longer_than_300_lines():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in modules("entities", "adminsite", "engine", "tests")
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize(
    ("row", "name", "allowed"),
    [
        ("dynamodb", "entities.catalogue.catalogue", False),
        ("dynamodb", "botocore.exceptions.ClientError", True),
        ("objects", "entities.dynamodb.store.Store", False),
        ("operations", "boto3", False),
        ("operations", "django.db.models", False),
        ("operations", "entities.dynamodb.store.Store", True),
        ("schema", "entities.dynamodb.store", False),
        ("conf", "django.conf.settings", True),
        ("conf", "django.db", False),
        ("web", "entities.dynamodb.store", False),
        ("sealing", "cryptography.exceptions", True),
        ("apps", "entities.catalogue", True),
    ],
)
def test_the_guard_knows_what_is_up(row, name, allowed):
    assert may_import(row, name) is allowed


def test_the_guard_names_file_and_line(tmp_path, monkeypatch):
    path = HOUSE / "schema" / "values.py"
    monkeypatch.setattr(
        Path, "read_text", lambda self: "\nfrom ..catalogue import x\nimport boto3\n"
    )

    assert list(problems_of(path)) == [
        "entities/schema/values.py:2: schema may not import entities.catalogue.x",
        "entities/schema/values.py:3: schema may not import boto3",
    ]
