"""The forms about accounts. What was typed comes back with its errors beside it."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from entities import conf
from entities.models import Role, Staff
from entities.web.accounts.companies import unknown_companies
from entities.web.accounts.staff import Access

MOST_COMPANIES = 500
LONGEST_ID = 200
NO_ROLE = ("", "No role: may do nothing")
ROLES = [NO_ROLE, *((role.value, role.value) for role in Role)]
SCOPES = [("every", "Every company, also those made later"), ("named", "Only the companies below")]


class ReasonForm(forms.Form):
    """Why something is done; must be said in production."""

    reason = forms.CharField(
        max_length=500,
        required=False,
        strip=True,
        help_text="Kept in the history of the account.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].required = conf.environment() == "production"


class FactorForm(ReasonForm):
    """Without its factor an account is easier to take over, so the reason is always asked for."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].required = True


class AccessForm(ReasonForm):
    """E-mail, role and companies. `account` is the one that is changed, None for a new one."""

    email = forms.EmailField(
        label="E-mail", max_length=254, help_text="Signs in as well as the user name."
    )
    role = forms.ChoiceField(choices=ROLES, required=False)
    scope = forms.ChoiceField(
        label="Companies", choices=SCOPES, widget=forms.RadioSelect, initial="named"
    )
    companies = forms.CharField(
        label="Ids of the companies",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "mono", "spellcheck": "false"}),
        help_text="One id on each line. Not used with every company.",
    )
    field_order = ("username", "email", "role", "scope", "companies", "open", "reason")
    account: Staff | None = None
    unchecked = False  # the companies could not be looked up

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip()
        others = Staff.objects.exclude(pk=self.account.pk if self.account else None)
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError("Another account has this address.")
        return email

    def clean_companies(self) -> tuple[str, ...]:
        """The ids in their order, each once. Ids the account has already are not asked about."""
        if self.cleaned_data.get("scope") != "named":
            return ()
        lines = (line.strip() for line in self.cleaned_data["companies"].splitlines())
        ids = tuple(dict.fromkeys(line for line in lines if line))
        if not ids:
            raise forms.ValidationError("Name a company, or choose every company.")
        if len(ids) > MOST_COMPANIES or any(len(one) > LONGEST_ID for one in ids):
            raise forms.ValidationError(
                f"At most {MOST_COMPANIES} ids of at most {LONGEST_ID} characters, one on a line."
            )
        held = self.account.companies if self.account else ()
        unknown = unknown_companies([one for one in ids if one not in held])
        self.unchecked = unknown is None
        if unknown:
            raise forms.ValidationError(f"There is no company {_listed(unknown)}.")
        return ids

    def access(self) -> Access:
        data = self.cleaned_data
        return Access(
            email=data["email"],
            role=data["role"],
            every_company=data["scope"] == "every",
            companies=data["companies"],
            is_active=data.get("open", True),
        )


class NewAccountForm(AccessForm):
    """A new account also needs a name, which stays."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="Stands under everything the person does, so it cannot be changed later.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if Staff.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("There is an account of this name.")
        return name


class AccountForm(AccessForm):
    """Changes an account; `seen` says what it was when the form was filled."""

    open = forms.BooleanField(
        label="Open", required=False, help_text="A closed account cannot sign in; nothing is lost."
    )
    seen = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, account: Staff, data=None):
        now = Access.of(account)
        self.account = account
        super().__init__(
            data,
            initial={
                "email": now.email,
                "role": now.role,
                "scope": "every" if now.every_company else "named",
                "companies": "\n".join(now.companies),
                "open": now.is_active,
                "seen": _told(now),
            },
        )

    def clean_seen(self) -> Access:
        seen = self.cleaned_data["seen"]
        try:
            return Access(**seen | {"companies": tuple(seen["companies"])})
        except (TypeError, KeyError) as error:
            raise forms.ValidationError("The form is damaged: open the page again.") from error


def _told(access: Access) -> dict:
    return vars(access) | {"companies": list(access.companies)}


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
