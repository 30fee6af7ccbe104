"""What a table should be set to, beside its keys and indexes."""

from collections.abc import Iterator
from dataclasses import dataclass

ON_DEMAND = "PAY_PER_REQUEST"  # the only billing mode that is declared
KMS = "KMS"
STREAM_VIEWS = ("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES")
LONGEST_RECOVERY = 35  # days
PROTECTED_ENVIRONMENT = "production"


@dataclass(frozen=True)
class TableSettings:
    """`ttl` is the attribute's name, `stream` the view type; None is off.

    `recovery_days` is how far back a point in time may lie. `encryption` is KMS for a key of AWS
    KMS, None for the key DynamoDB itself owns. `deletion_protection` is for production; elsewhere
    tables come and go. `tags` are further ones; system and environment are always tagged.
    """

    ttl: str | None = None
    stream: str | None = None
    point_in_time_recovery: bool = True
    recovery_days: int = LONGEST_RECOVERY
    encryption: str | None = KMS
    deletion_protection: bool = True
    tags: tuple[tuple[str, str], ...] = ()

    def protected_in(self, environment: str) -> bool:
        """Whether the table of this environment must not be deletable."""
        return self.deletion_protection and environment == PROTECTED_ENVIRONMENT

    def problems(self) -> Iterator[str]:
        """Why the settings cannot be had, as parts of sentences."""
        if self.stream not in (None, *STREAM_VIEWS):
            yield f"its stream is {', '.join(STREAM_VIEWS)} or None"
        if self.encryption not in (None, KMS):
            yield "its encryption is KMS or None"
        if not 1 <= self.recovery_days <= LONGEST_RECOVERY:
            yield f"its recovery reaches back 1 to {LONGEST_RECOVERY} days"
