"""The statuses of expenses, projects and works, with the tone of the dot beside the word."""

from entities.schema.fields import Choice


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
        default=default,
    )


def project_status() -> Choice:
    return Choice(
        "status",
        ("active", "completed", "on-hold", "cancelled"),
        tones=(("active", "ok"), ("on-hold", "warn"), ("cancelled", "bad"), ("completed", "draft")),
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
        default="planned",
    )
