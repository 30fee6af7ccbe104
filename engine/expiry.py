"""Time to live: which items have had their day, by DynamoDB's rules."""

from ministack.services import dynamodb

FIVE_YEARS = 5 * 365 * 86_400  # seconds; what expired longer ago is taken for a mistake and kept


def expire(now: float) -> int:
    """Remove the expired items of all tables; return how many. now: seconds since the epoch."""
    removed = 0
    for (account, region, name), setting in list(dynamodb._ttl_settings.all_items()):
        table = dynamodb._tables.get_scoped(account, region, name)
        if table is None or setting.get("TimeToLiveStatus") != "ENABLED":
            continue
        for partition, sort in _expired_keys(table, setting["AttributeName"], now):
            dynamodb._remove_item(table, partition, sort)
            removed += 1
    return removed


def _expired_keys(table: dict, attribute: str, now: float) -> list[tuple[str, str]]:
    return [
        (partition, sort)
        for partition, items in table["items"].items()
        for sort, item in items.items()
        if _has_expired(item.get(attribute), now)
    ]


def _has_expired(value: dict | None, now: float) -> bool:
    """Only a number of whole seconds is a time; anything else never expires."""
    if not isinstance(value, dict) or "N" not in value:
        return False
    return now - FIVE_YEARS < float(value["N"]) <= now
