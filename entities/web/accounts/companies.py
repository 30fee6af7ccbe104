"""Whether the companies typed for an account exist."""

from collections.abc import Collection

from entities.catalogue import catalogue
from entities.conf import get_store
from entities.errors import Refusal


def unknown_companies(ids: Collection[str]) -> list[str] | None:
    """Those of the ids that no system has; None when the data cannot be asked now."""
    if not ids:
        return []
    tenants = [tenant for tenant in catalogue.tenants if not tenant.sort]
    wanted = {tenant: [(company,) for company in ids] for tenant in tenants}
    keys = {tenant: tenant.keys for tenant in tenants}
    try:
        found = get_store().batch_get(wanted, attributes=keys)
    except Refusal:
        return None
    known = {company for _, (company,) in found}
    return [company for company in ids if company not in known]
