"""Staff accounts: the list, new ones, one account, what each role may do, and one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entities.errors import LastAdministrator, OwnAccount, Refusal, Stale
from entities.models import Staff
from entities.permissions import ROLES, TABLE, viewer_for
from entities.web.accounts import staff
from entities.web.accounts.forms import AccountForm, FactorForm, NewAccountForm, ReasonForm
from entities.web.accounts.pages import (
    AccountPage,
    events_of,
    factors_of,
    matrix,
    sessions_of,
    staff_list,
)
from entities.web.decorators import may_do

MANAGE = "manage accounts"
UNCHECKED = "The data cannot be reached, so it was not checked that the companies exist."


@may_do(MANAGE)
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    people = staff_list(text, request.GET.get("page", ""))
    return render(request, "accounts/list.html", {"people": people, "text": text})


@may_do("view")
@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    context = {"roles": ROLES, "rows": matrix(), "manages": request.viewer.may(MANAGE)}
    return render(request, "accounts/permissions.html", context)


@may_do(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    form = NewAccountForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/new.html", {"form": form}, status=status)
    account = staff.make_account(
        form.cleaned_data["username"],
        form.access(),
        actor=request.user,
        reason=form.cleaned_data["reason"],
    )
    if form.unchecked:
        messages.warning(request, UNCHECKED)
    return _link_page(request, account, staff.link_parts(account), new=True)


@may_do(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    person = get_object_or_404(Staff, pk=account_id)
    form = AccountForm(person, request.POST or None)
    if not form.is_bound:
        return _account_page(request, person)
    if not form.is_valid():
        return _account_page(request, person, status=422, form=form)
    try:
        changes = staff.change_account(
            person.pk,
            form.access(),
            seen=form.cleaned_data["seen"],
            actor=request.user,
            reason=form.cleaned_data["reason"],
        )
    except Stale as refusal:
        return _stale(request, person, refusal)
    except (OwnAccount, LastAdministrator) as refusal:
        form.add_error(None, f"{refusal} {refusal.hint}")
        return _account_page(request, person, status=409, form=form)
    if form.unchecked:
        messages.warning(request, UNCHECKED)
    messages.success(request, "The account was saved." if changes else "Nothing was changed.")
    return redirect("account", person.pk)


def _stale(request: HttpRequest, person: Staff, refusal: Refusal) -> HttpResponse:
    """What was typed, against the account as it is now: saving once more means it."""
    now = get_object_or_404(Staff, pk=person.pk)
    typed = request.POST.copy()
    typed["seen"] = AccountForm(now)["seen"].value()
    form = AccountForm(now, typed)
    words = staff.Access.of(now).words().items()
    state = "; ".join(f"{name}: {text or 'none'}" for name, text in words)
    form.add_error(None, f"{refusal} Now it is: {state}. Save again to replace that.")
    return _account_page(request, now, status=409, form=form)


def _account_page(
    request: HttpRequest, person: Staff, *, status: int = 200, **forms
) -> HttpResponse:
    """The account; `forms` are those that were sent and not accepted."""
    forms = {"form": AccountForm(person)} | forms
    page = AccountPage(person, person == request.user, **forms)
    return render(request, "accounts/account.html", {"page": page}, status=status)


@may_do(MANAGE)
@require_POST
def password_link(request: HttpRequest, account_id: int) -> HttpResponse:
    person = get_object_or_404(Staff, pk=account_id)
    form = ReasonForm(request.POST, prefix="link")
    if not form.is_valid():
        return _account_page(request, person, status=422, link=form)
    reason = form.cleaned_data["reason"]
    try:
        parts = staff.make_password_link(person.pk, actor=request.user, reason=reason)
    except OwnAccount as refusal:
        return _refused(request, person, refusal)
    return _link_page(request, person, parts, new=False)


def _link_page(
    request: HttpRequest, person: Staff, parts: tuple[str, str], *, new: bool
) -> HttpResponse:
    """The only page that ever shows the link."""
    address = reverse("account_reset_password_from_key", args=parts)
    context = {"person": person, "link": request.build_absolute_uri(address), "new": new}
    return render(request, "accounts/link.html", context)


@may_do(MANAGE)
@require_POST
def remove_second_factor(request: HttpRequest, account_id: int) -> HttpResponse:
    person = get_object_or_404(Staff, pk=account_id)
    form = FactorForm(request.POST, prefix="factor")
    if not form.is_valid():
        return _account_page(request, person, status=422, factor=form)
    reason = form.cleaned_data["reason"]
    try:
        staff.remove_second_factor(person.pk, actor=request.user, reason=reason)
    except OwnAccount as refusal:
        return _refused(request, person, refusal)
    messages.success(request, f"{person.username} signs in with the password alone now.")
    return redirect("account", person.pk)


@may_do(MANAGE)
@require_POST
def end_sessions(request: HttpRequest, account_id: int) -> HttpResponse:
    """Ends the session of the button that was pressed, or all."""
    person = get_object_or_404(Staff, pk=account_id)
    form = ReasonForm(request.POST, prefix="ending")
    if not form.is_valid():
        return _account_page(request, person, status=422, ending=form)
    pressed = request.POST.get("session", "")
    try:
        count = staff.end_sessions(
            person.pk,
            actor=request.user,
            reason=form.cleaned_data["reason"],
            session_id=int(pressed) if pressed.isdecimal() else None,
        )
    except OwnAccount as refusal:
        return _refused(request, person, refusal)
    messages.success(request, f"{count} {'session' if count == 1 else 'sessions'} ended.")
    return redirect("account", person.pk)


def _refused(request: HttpRequest, person: Staff, refusal: Refusal) -> HttpResponse:
    messages.error(request, f"{refusal} {refusal.hint}")
    return redirect("account", person.pk)


@login_required
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """What one is and may do here; how one signs in is on the pages beside it."""
    viewer = viewer_for(request.user)
    context = {
        "viewer": viewer,
        "actions": [action for action in TABLE if viewer.may(action.name)],
        "factors": factors_of(request.user),
        "sessions": sessions_of(request.user),
        "events": events_of(request.user),
    }
    return render(request, "accounts/own.html", context)
