"""Makes one staff account per role on the embedded engine, and prints how to sign in."""

import json
import secrets

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from entities.catalogue import catalogue
from entities.conf import embedded, get_store
from entities.errors import Refusal
from entities.models import Role, Staff

LIMITED = "limited"


class Command(BaseCommand):
    help = "Make one demo account per role; only where the embedded engine is in use."

    def handle(self, **options):
        if not embedded():
            raise CommandError("Demo accounts are made on the embedded engine only.")
        passwords = _kept_passwords()
        for role in Role.values:
            _make(role, role, passwords[role])
        _make(LIMITED, Role.VIEWER, passwords[LIMITED], companies=_one_company())
        self.stdout.write("Sign in with a demo account:")
        for name, password in passwords.items():
            note = "  (a viewer of one company)" if name == LIMITED else ""
            self.stdout.write(f"  {name:<14} {password}{note}")


def _kept_passwords() -> dict[str, str]:
    """The same passwords at every start of this copy; the file is the owner's alone."""
    path = settings.VAR_DIR / "demo-accounts.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    names = (*Role.values, LIMITED)
    passwords = {name: kept.get(name) or secrets.token_urlsafe(9) for name in names}
    path.touch(mode=0o600)
    path.write_text(json.dumps(passwords))
    return passwords


def _make(name: str, role: str, password: str, companies: list[str] | None = None) -> None:
    """Leaves a known account as it is, but for a password nobody could know any more."""
    user, _ = Staff.objects.get_or_create(
        username=name,
        defaults={
            "role": role,
            "every_company": companies is None,
            "companies": companies or [],
            "email": f"{name}@example.com",
        },
    )
    if not user.check_password(password):
        user.set_password(password)
        user.save()


def _one_company() -> list[str]:
    """The company whose name comes first, so that the limited account sees something."""
    tenant = catalogue.tenants[0]
    named = []
    try:
        for page in get_store().pages(tenant, attributes=(*tenant.keys, tenant.heading)):
            named += [i for i in page.items if isinstance(i.get(tenant.heading), str)]
    except Refusal as refusal:
        raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
    first = min(named, key=lambda company: company[tenant.heading], default=None)
    return [first[tenant.partition]] if first else []
