"""The items of a list put aside as lines, for a file that is downloaded later."""

import json
from decimal import Decimal

from entities.errors import RunBroken
from entities.operations.runs.base import Advanced, Task, Work
from entities.operations.runs.parts import write_part
from entities.operations.transfer.asking import asked_from
from entities.operations.transfer.json_lines import write_line
from entities.operations.transfer.masks import seen
from entities.operations.transfer.texts import Kinds, learn
from entities.operations.transfer.walking import walk

AT_ONCE = 1_000  # items a page


class Export(Work):
    """Read in the order of the list, one page after another: the file is that of a download."""

    name, label, action = "export", "Export", "export"

    def advance(self, task: Task) -> Advanced:
        if not task.segment.options["kept"]:
            hint = "Export the list again."
            raise RunBroken("The download broke off before its end.", hint)
        _must_be_as_asked(task)
        asked = asked_from(json.loads(task.payload()))
        entity = task.catalogue.entity(task.run.entities[0])
        found = walk(task.store, entity, asked, viewer=task.viewer)
        cursor = task.segment.cursor
        start = int(cursor.get("units", 0))
        kinds: Kinds = {name: set(held) for name, held in cursor.get("kinds", {}).items()}
        items, page = next(found.batches(limit=AT_ONCE, after=cursor.get("after")))
        lines = []
        for item in items:
            held = seen(found.entity, item)
            learn(kinds, held)
            lines.append(write_line(held))
        if lines:
            write_part(task.hands, task.run.run_id, start, lines, task.guard)
        after = page.cursor if page else None
        return Advanced(
            cursor={
                "units": Decimal(start + len(lines)),
                "kinds": {name: sorted(held) for name, held in kinds.items()},
                **({"after": after} if after else {}),
            },
            finished=after is None,
            done=len(lines),
            counters={"written": len(lines)},
        )


def _must_be_as_asked(task: Task) -> None:
    """A file holds what its viewer may see, from its first line to its last. Raises RunBroken."""
    viewer = task.viewer
    if viewer.limited and sorted(viewer.companies) != task.run.options.get("companies"):
        why = f"“{viewer.name}” works with other companies than when this was asked for."
        raise RunBroken(why, "Export the list again.")


EXPORT = Export()
