"""The forms about backups. What was typed comes back with its errors beside it."""

from django import forms

from entities import conf
from entities.operations.backups.places import FOLDER
from entities.operations.backups.sets import KINDS, MANUAL
from entities.operations.reasons import LONGEST, SHORTEST

LONGEST_NAME = 80


class BackUpForm(forms.Form):
    """`tables` are the real names that may be chosen; none chosen means all of them."""

    name = forms.CharField(
        max_length=LONGEST_NAME, required=False, help_text="Empty: the moment and the system."
    )
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], initial=MANUAL)
    tables = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: all of them.",
    )
    export = forms.BooleanField(
        label="Typed export",
        required=False,
        initial=True,
        help_text="Every item with its types, and hashes by which each is proved.",
    )
    native = forms.BooleanField(
        label="On-demand backups",
        required=False,
        initial=True,
        help_text="DynamoDB’s own, where the engine offers them.",
    )
    target = forms.ChoiceField(label="Where the export goes", widget=forms.RadioSelect)
    reason = forms.CharField(max_length=LONGEST, required=False, strip=True)

    def __init__(self, *args, tables: list[str], **options):
        super().__init__(*args, **options)
        targets = conf.backup_targets()
        self.fields["tables"].choices = [(name, name) for name in tables]
        self.fields["target"].choices = [(target, said_target(target)) for target in targets]
        self.fields["target"].initial = targets[0]
        self.fields["reason"].required = conf.environment() == "production"

    def clean(self) -> dict:
        cleaned = super().clean()
        if not (cleaned.get("export") or cleaned.get("native")):
            self.add_error("export", "Choose a typed export, on-demand backups, or both.")
        return cleaned


class WhyForm(forms.Form):
    """Why something is done that is never done without a reason."""

    reason = forms.CharField(max_length=LONGEST, min_length=SHORTEST, strip=True)


class PruneForm(WhyForm):
    """`sets` are those that were shown; `sure` is what has to be typed."""

    sets = forms.CharField(widget=forms.HiddenInput)
    sure = forms.CharField(label="Type remove to confirm")

    def clean_sure(self) -> str:
        if self.cleaned_data["sure"].strip().lower() != "remove":
            raise forms.ValidationError("Type the word remove.")
        return self.cleaned_data["sure"]


def said_target(target: str) -> str:
    """A place as people know it; the folder's path is nobody's business here."""
    return "This installation’s folder" if target == FOLDER else target
