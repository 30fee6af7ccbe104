"""What DynamoDB costs on demand, by AWS's public price list, in US dollars; the one place to mend
when prices change or a region is missing.

Standard table class, before taxes, discounts and the free tier.
"""

from dataclasses import dataclass
from decimal import Decimal

AS_OF = "2025-01"
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True)
class Prices:
    """Per million request units, and per gigabyte and month."""

    region: str
    reads: Decimal
    writes: Decimal
    storage: Decimal
    recovery: Decimal
    backups: Decimal
    as_of: str = AS_OF


def _prices(region: str) -> Prices:
    """The price of the regions in the United States but for us-west-1."""
    return Prices(
        region,
        reads=Decimal("0.125"),
        writes=Decimal("0.625"),
        storage=Decimal("0.25"),
        recovery=Decimal("0.20"),
        backups=Decimal("0.10"),
    )


BY_REGION = {region: _prices(region) for region in ("us-east-1", "us-east-2", "us-west-2")}


def prices_in(region: str) -> Prices:
    """Those of the region; of us-east-1 where it is not listed, as `region` of them says."""
    return BY_REGION.get(region, BY_REGION[DEFAULT_REGION])
