"""How a restored table takes the place of the one it is a copy of. Keyroom swaps nothing by itself:
whatever else uses the table must be told as well."""

from collections.abc import Iterable, Mapping

from entities.operations.tables.desired import Desired


def swap_steps(tables: Iterable[Desired], names: Mapping[str, str]) -> list[str]:
    """What people would do, in order. `names` gives the new name of each real name."""
    desired = [table for table in tables if table.name in names]
    pairs = ", ".join(f"“{held.name}” by “{names[held.name]}”" for held in desired)
    first = [
        "Compare each restored table with that of today, and copy back what today lacks: what was "
        "written since the backup is in the table of today only.",
        "Have everything that writes to these tables pause: the application, its functions, and "
        "Keyroom (pause its runs).",
    ]
    prefix = common_prefix(desired, names)
    if prefix:
        change = (
            f"Set TABLE_PREFIX={prefix} for Keyroom and for the application, and deploy both: all "
            "tables of the system are read under that prefix then, so restore all of them."
        )
    else:
        change = f"Where the application and its functions name tables, replace {pairs}. Deploy."
    last = [
        change,
        "Run manage.py check_tables: settings and indexes are those declared, or it says what is "
        "not. Streams of a new table are new: whatever reads the old one must be pointed at it.",
        "Let work go on. Keep the old tables until a backup of the new ones has been drilled; "
        "dropping them takes two people.",
    ]
    return [*first, *last]


def common_prefix(desired: Iterable[Desired], names: Mapping[str, str]) -> str:
    """What stands before the declared names of all the new tables; nothing where that differs, or
    where their system knows no such setting."""
    prefixes = set()
    for held in desired:
        name, table = names[held.name], held.entity.table
        takes_one = held.entity.system.name == "construction"
        prefixes.add(name.removesuffix(table) if takes_one and name.endswith(table) else "")
    return prefixes.pop() if len(prefixes) == 1 else ""
