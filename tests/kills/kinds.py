"""The kinds of long work, a line for each."""

from collections.abc import Callable
from dataclasses import dataclass

from entities.operations.runs.hands import Hands
from entities.operations.runs.run import Run
from tests.kills.ends import end_of
from tests.kills.indexes import building, end_of_building
from tests.kills.many import deletion, end_of_dry_run, end_of_preview, preview
from tests.kills.plainest import adding, numbering
from tests.kills.sets import (
    backup,
    comparison,
    copy_back,
    drill,
    end_of_backup,
    end_of_comparison,
    end_of_copy,
    end_of_drill,
    end_of_prune,
    end_of_restore,
    prune,
    restore,
)
from tests.operations.works import began


@dataclass(frozen=True)
class Kind:
    """`begin` starts a run in front of what stocking.py has put there; `end` is what is compared,
    of the run at its end."""

    name: str
    begin: Callable[[Hands], Run]
    end: Callable[[Hands, Run], object] = end_of


def end_of_export(hands: Hands, run: Run) -> dict:
    return end_of(hands, run) | {"lines": began.lines_of(hands, run)}


KINDS = (
    Kind("numbering", numbering),
    Kind("adding", adding),
    Kind("bulk change", began.bulk),
    Kind("bulk deletion", began.deletion),
    Kind("bulk preview", preview, end_of_preview),
    Kind("deletion", deletion),
    Kind("import", began.importing),
    Kind("import preview", began.dry_run, end_of_dry_run),
    Kind("undo", began.undo),
    Kind("export", began.export, end_of_export),
    Kind("backup", backup, end_of_backup),
    Kind("restore", restore, end_of_restore),
    Kind("comparison", comparison, end_of_comparison),
    Kind("copy back", copy_back, end_of_copy),
    Kind("drill", drill, end_of_drill),
    Kind("prune", prune, end_of_prune),
    Kind("index build", building, end_of_building),
)
