"""The words of billing: tiers and subscription statuses, spelt in several ways in live items."""

from entities.schema.fields import Choice

TIER_NAMES = ("trial", "starter", "professional", "enterprise")


def tier(name: str, **options) -> Choice:
    """A tier in any casing. `options` are those of Choice."""
    return Choice(
        name,
        TIER_NAMES,
        historic_choices=("basic",),
        tones=(("trial", "draft"), ("basic", "warn")),
        ignore_case=True,
        **options,
    )


def subscription_status(**options) -> Choice:
    """Open-ended: Paddle may add words of its own. `options` are those of Choice."""
    return Choice(
        "subscriptionStatus",
        ("trial", "trialing", "active", "past_due", "canceled"),
        historic_choices=("paused",),
        folds=(("cancelled", "canceled"),),
        tones=(
            ("trial", "draft"),
            ("trialing", "draft"),
            ("active", "ok"),
            ("past_due", "bad"),
            ("canceled", "bad"),
            ("paused", "warn"),
        ),
        ignore_case=True,
        open_ended=True,
        group="Billing",
        **options,
    )
