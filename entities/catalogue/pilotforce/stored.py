"""What the tables of PilotForce have in common, in either profile."""

from entities.schema.fields import Choice, Timestamp

GROUP = "PilotForce"
ASSET_TYPES = ("image", "document", "video")
CREATED_AT = Timestamp("createdAt", required=True, automatic=True, group="History")
UPDATED_AT = Timestamp("updatedAt", required=True, automatic=True, group="History")
BOOKING_TONES = (
    ("pending", "warn"),
    ("confirmed", "ok"),
    ("scheduled", "ok"),
    ("in-progress", "live"),
    ("completed", "ok"),
    ("cancelled", "bad"),
)
FINAL = (("completed", ()), ("cancelled", ()))  # changed again with a note only


def booking_status(choices: tuple[str, ...], moves: tuple, **options) -> Choice:
    """Statuses in any casing and both spellings; `moves` and `options` are those of Choice."""
    return Choice(
        "status",
        choices,
        folds=(("canceled", "cancelled"), ("in_progress", "in-progress")),
        tones=tuple((name, tone) for name, tone in BOOKING_TONES if name in choices),
        moves=(*moves, *FINAL),
        ignore_case=True,
        default="pending",
        **options,
    )
