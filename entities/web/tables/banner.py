"""What is said on top of the page of a table that is not as it should be, and what to do."""

from dataclasses import dataclass

from entities.operations.tables.standing import (
    BUSY,
    DIFFERS,
    MISSING,
    UNKNOWN,
    WRONG_KEYS,
    Standing,
)


@dataclass(frozen=True)
class Banner:
    """`plans`: the plan of changes is the way to mend it."""

    tone: str
    text: str
    hint: str
    plans: bool = False


def banner(standing: Standing) -> Banner | None:
    """None where all is as declared."""
    said = SAID.get(standing.state)
    return said(standing) if said else None


CREATE = "Its lists stay empty until it is made. If it should be there, check ENVIRONMENT and "
CREATE += "TABLE_PREFIX first."
MIGRATE = "A table keeps its keys for life. Its lists can be read; its items have to be migrated "
MIGRATE += "to a table with the right ones, or the declaration mended."
HINT = "Each stands below with what mends it."
WAIT = "Look again in a minute: nothing can be changed until it is done."


def _busy(standing: Standing) -> str:
    description = standing.description
    if description is None:
        return str(standing.refusal)
    building = [held for held in description.indexes if held.status != "ACTIVE"]
    if not building:
        return f"The table is {description.status.lower()}."
    return "; ".join(f"The index {h.index.name} is {h.status.lower()}." for h in building)


def _missing(standing: Standing) -> Banner:
    return Banner("bad", "This table is declared and does not exist.", CREATE, plans=True)


def _other_keys(standing: Standing) -> Banner:
    (found,) = (found for found in standing.differences if found.kind == "keys")
    text = f"The table has other keys than declared: {found.live} instead of {found.declared}."
    return Banner("bad", text, MIGRATE)


def _changing(standing: Standing) -> Banner:
    return Banner("warn", _busy(standing), WAIT)


def _not_asked(standing: Standing) -> Banner:
    return Banner("bad", str(standing.refusal), standing.refusal.hint)


def _differing(standing: Standing) -> Banner:
    count = len(standing.differences)
    found = "1 difference" if count == 1 else f"{count:,} differences"
    return Banner("warn", f"{found} from the declaration.", HINT, plans=True)


SAID = {
    MISSING: _missing,
    WRONG_KEYS: _other_keys,
    BUSY: _changing,
    UNKNOWN: _not_asked,
    DIFFERS: _differing,
}
