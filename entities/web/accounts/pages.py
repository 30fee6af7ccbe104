"""What the pages about accounts show."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q

from entities.models import AccountEvent, Staff
from entities.permissions import ROLES, TABLE, Action
from entities.web.accounts.events import FACTORS
from entities.web.accounts.forms import AccountForm, FactorForm, ReasonForm

STAFF_SHOWN = 50
EVENTS_SHOWN = 50
BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome")),
    ("Safari/", "Safari"),
)
MACHINES = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Macintosh", "macOS"), ("Linux", "Linux")),
)


def staff_list(text: str, number: str) -> Page:
    """One page of the staff whose name or address holds the text; closed accounts come last."""
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type="recovery_codes")
    staff = Staff.objects.annotate(protected=Exists(factors))
    if text:
        staff = staff.filter(Q(username__icontains=text) | Q(email__icontains=text))
    return Paginator(staff.order_by("-is_active", "username"), STAFF_SHOWN).get_page(number)


@dataclass(frozen=True)
class Session:
    """One place where somebody is signed in."""

    held: UserSession
    browser: str


def sessions_of(account: Staff) -> list[Session]:
    """The latest first."""
    held = UserSession.objects.purge_and_list(account)
    held.sort(key=lambda session: session.created_at, reverse=True)
    return [Session(session, browser_name(session.user_agent)) for session in held]


def browser_name(agent: str) -> str:
    """“Chrome on Linux”: enough to tell one's own sign-ins apart."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "Another browser")
    machine = next((name for sign, name in MACHINES if sign in agent), "")
    return f"{browser} on {machine}" if machine else browser


def factors_of(account: Staff) -> list[str]:
    """What somebody signs in with beside the password, in words."""
    held = Authenticator.objects.filter(user=account).order_by("created_at")
    return [
        f"{FACTORS[one.type]} “{one}”" if one.type == "webauthn" else FACTORS[one.type]
        for one in held
    ]


def events_of(account: Staff) -> list[AccountEvent]:
    """The latest deeds on the account."""
    return list(account.events.select_related("actor")[:EVENTS_SHOWN])


@dataclass
class AccountPage:
    """An account as administrators see it, with a form for each deed. `own`: only to look at."""

    account: Staff
    own: bool
    form: AccountForm
    link: ReasonForm = field(default_factory=lambda: ReasonForm(prefix="link"))
    factor: FactorForm = field(default_factory=lambda: FactorForm(prefix="factor"))
    ending: ReasonForm = field(default_factory=lambda: ReasonForm(prefix="ending"))

    def __post_init__(self):
        self.sessions = sessions_of(self.account)
        self.factors = factors_of(self.account)
        self.events = events_of(self.account)


@dataclass(frozen=True)
class Row:
    """An action of the matrix, with yes or no for each role in the order of ROLES."""

    action: Action
    granted: tuple[bool, ...]


def matrix() -> list[Row]:
    return [Row(action, tuple(role in action.roles for role in ROLES)) for action in TABLE]
