"""From one template of tables to another in updates that CloudFormation can carry out.

Per table and update it builds or removes one index; another TTL attribute, and another view of a
stream, take two updates; what would replace a table is not done at all, since a table with a name
of its own cannot be replaced: its items have to be migrated.
"""

from dataclasses import dataclass

from entities.errors import TemplateUnreachable
from entities.operations.tables.cloudformation.aligning import aligned
from entities.operations.tables.cloudformation.next_table import next_table
from entities.operations.tables.cloudformation.wording import changes_of, obstacles_of

RETAIN = "Retain"
TABLE = "AWS::DynamoDB::Table"
MOST_UPDATES = 100


@dataclass(frozen=True)
class Update:
    """`document` is the template to deploy; `changes` say, table by table, what that does."""

    changes: tuple[str, ...]
    document: dict


@dataclass(frozen=True)
class Comparison:
    """Updates in the order in which they are deployed. `obstacles` are what none of them can do."""

    updates: tuple[Update, ...]
    obstacles: tuple[str, ...]


def compare(old: dict, new: dict) -> Comparison:
    """How to get from the old template to the new one. Raises TemplateUnreachable."""
    held = aligned(old, new)
    obstacles = tuple(obstacles_of(held, new))
    updates: list[Update] = []
    while True:
        following = _next(held, new)
        changes = tuple(changes_of(held, following))
        if not changes:
            return Comparison(tuple(updates), obstacles)
        if len(updates) == MOST_UPDATES:
            raise TemplateUnreachable(changes[0].partition(":")[0])
        updates.append(Update(changes, following))
        held = following


def _next(held: dict, wanted: dict) -> dict:
    """The template of the next update."""
    before, after = held["Resources"], wanted["Resources"]
    resources = {name: _next_resource(before.get(name), after[name]) for name in after}
    # What leaves the stack has to be retained first, or CloudFormation would delete the table.
    leaving = {
        name: resource | {"DeletionPolicy": RETAIN}
        for name, resource in before.items()
        if name not in after and is_table(resource) and resource.get("DeletionPolicy") != RETAIN
    }
    outputs = {"Outputs": _outputs(wanted["Outputs"], resources)} if "Outputs" in wanted else {}
    return wanted | {"Resources": resources | leaving} | outputs


def _outputs(wanted: dict, resources: dict) -> dict:
    """Without the ARN of a stream that is closed for one update."""
    return {name: output for name, output in wanted.items() if _is_there(output, resources)}


def _is_there(output: dict, resources: dict) -> bool:
    match output["Value"]:
        case {"Fn::GetAtt": [str(name), "StreamArn"]}:
            return "StreamSpecification" in resources[name]["Properties"]
    return True


def _next_resource(held: dict | None, wanted: dict) -> dict:
    if held is None or not is_table(wanted):
        return wanted
    properties = next_table(held["Properties"], wanted["Properties"])
    return wanted | {"Properties": properties}


def is_table(resource: dict) -> bool:
    return resource.get("Type") == TABLE
