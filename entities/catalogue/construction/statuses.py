"""The statuses of expenses, projects and works, with the tone of the dot beside the word."""

from entities.schema.fields import Choice
from entities.schema.values import Item


def expense_status(*, default: str | None = "pending") -> Choice:
    return Choice(
        "status",
        ("pending", "approved", "rejected", "paid"),
        historic_choices=("processed", "deleted"),
        tones=(
            ("pending", "warn"),
            ("approved", "ok"),
            ("paid", "ok"),
            ("processed", "ok"),
            ("rejected", "bad"),
            ("deleted", "draft"),
        ),
        moves=(
            ("pending", ("approved", "rejected")),
            ("approved", ("paid",)),
            ("rejected", ("pending",)),
            ("paid", ()),
        ),
        default=default,
    )


def is_settled(expense: Item) -> bool:
    """Money went out, or the expense went through the books."""
    return expense.get("status") in ("paid", "processed")


def project_status() -> Choice:
    return Choice(
        "status",
        ("active", "completed", "on-hold", "cancelled"),
        tones=(("active", "ok"), ("on-hold", "warn"), ("cancelled", "bad"), ("completed", "draft")),
        moves=(
            ("active", ("on-hold", "completed", "cancelled")),
            ("on-hold", ("active", "completed", "cancelled")),
            ("completed", ()),
            ("cancelled", ()),
        ),
        default="active",
    )


def work_status() -> Choice:
    return Choice(
        "status",
        ("planned", "in-progress", "completed", "cancelled"),
        historic_choices=("active",),
        folds=(("active", "in-progress"),),
        tones=(
            ("planned", "draft"),
            ("in-progress", "warn"),
            ("completed", "ok"),
            ("cancelled", "bad"),
        ),
        moves=(
            ("planned", ("in-progress", "cancelled")),
            ("in-progress", ("completed", "cancelled")),
            ("completed", ()),
            ("cancelled", ()),
        ),
        default="planned",
    )
