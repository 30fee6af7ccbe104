"""Runs about many items, begun in front of contractors `c_…`; no page and no command is needed."""

import io
import secrets

from entities.operations.bulk.preview import Change, plan_of, preview
from entities.operations.bulk.starting import start_bulk
from entities.operations.bulk.taking_back import start_undo
from entities.operations.deeds import Act
from entities.operations.runs.driving import Driver
from entities.operations.runs.hands import Hands
from entities.operations.runs.parts import read_parts
from entities.operations.runs.run import Run
from entities.operations.transfer.filing import start_export
from entities.operations.transfer.lines import read_file
from entities.operations.transfer.planning import planner
from entities.operations.transfer.starting import start_dry_run, start_import
from entities.operations.transfer.walking import Asked, walk
from entities.schema.conditions import BeginsWith, Equals

ALL = Asked((Equals("companyId", "comp_1"), BeginsWith("contractorId", "c_")))


def act(hands: Hands, name: str) -> Act:
    # Never the same run twice: the service remembers for minutes what was sent under a name.
    return Act("dana", hands.clock(), "as agreed", run_id=f"{name}-{secrets.token_hex(8)}")


def bulk(hands: Hands) -> Run:
    """Another specialty for each."""
    return _bulk(hands, Change("set", "specialty", "Stone"))


def deletion(hands: Hands) -> Run:
    return _bulk(hands, Change("delete"))


def _bulk(hands: Hands, change: Change) -> Run:
    found = _found(hands)
    shared = {"viewer": found.viewer, "sealer": hands.sealer, "now": hands.clock()}
    items = list(found.items())
    shown = preview(hands.store, hands.catalogue, found.entity, items, change, **shared)
    plan = plan_of(found.entity, shown, change, token="click", sealer=hands.sealer)  # noqa: S106
    act_of_it = act(hands, f"bulk {change.action}")
    return start_bulk(hands, found.entity, plan, plan.digest, act_of_it)


def importing(hands: Hands) -> Run:
    """A file that renames every second one, adds as many, and is wrong about the last."""
    made, file = _file(hands)
    return start_import(hands, made.entity, made.plan(file.lines), act(hands, "import"))


def dry_run(hands: Hands) -> Run:
    """What that file would do, planned by a run."""
    made, file = _file(hands)
    return start_dry_run(hands, made, file.lines, act(hands, "dry run"), name="renamed.csv")


def _file(hands: Hands):
    found = _found(hands)
    ids = [item["contractorId"] for item in found.items()]
    lines = [f"comp_1,{one},Renamed {one}" for one in ids[::2]]
    lines += [f"comp_1,new_{one},Added {one}" for one in ids[::2]]
    text = "\r\n".join(["companyId,contractorId,name", *lines, "comp_1,,Nobody"])
    shared = {"viewer": found.viewer, "sealer": hands.sealer, "now": hands.clock()}
    made = planner(hands.store, hands.catalogue, found.entity, **shared)
    return made, read_file(made.entity, io.StringIO(text, newline=""), form="csv")


def undo(hands: Hands) -> Run:
    """Of a bulk change that is through."""
    run = Driver(hands, "before").drive(bulk(hands).run_id)
    return start_undo(hands, run, act(hands, "undo"))


def export(hands: Hands) -> Run:
    return start_export(hands, _found(hands), ALL, form="csv", act=act(hands, "export"))


def lines_of(hands: Hands, run: Run) -> list[str]:
    """What an export has put aside."""
    return [line for part in read_parts(hands, run.run_id) for line in part]


def _found(hands: Hands):
    entity = hands.catalogue.entity("contractors")
    return walk(hands.store, entity, ALL, viewer=hands.viewer_of("dana"))
