"""The forms about restores. What was typed comes back with its errors beside it."""

import re

from django import forms
from django.utils import timezone

from entities import conf
from entities.operations.reasons import LONGEST, SHORTEST
from entities.operations.restores.sources import BACKUP, EXPORT, MOMENT
from entities.operations.runs.run import new_run_id
from entities.operations.tables.temporary import RESTORED_AS

RUN_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
LONGEST_NAME = 255
KINDS = {
    EXPORT: "The typed export of the set",
    BACKUP: "The on-demand backup of the set",
    MOMENT: "A point in time, of the table as it is today",
}


class StartForm(forms.Form):
    """`run_id` is what makes a double click one run."""

    run_id = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=LONGEST, required=False, strip=True)

    def __init__(self, *args, **options):
        initial = {"run_id": new_run_id(timezone.now()), **options.pop("initial", {})}
        super().__init__(*args, initial=initial, **options)
        self.fields["reason"].required = conf.environment() == "production"

    def clean_run_id(self) -> str:
        if not RUN_ID.fullmatch(self.cleaned_data["run_id"]):
            raise forms.ValidationError("Reload the page, and send it again.")
        return self.cleaned_data["run_id"]


class RestoreForm(StartForm):
    """`tables` are the real names that may be chosen, `kinds` how they can be restored."""

    tables = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(label="From", widget=forms.RadioSelect)
    moment = forms.DateTimeField(
        label="Moment",
        required=False,
        help_text="In UTC, for a point in time only, as 2025-01-31 14:30. Empty: the latest.",
    )
    prefix = forms.CharField(
        label="The new names begin with",
        max_length=80,
        help_text="What follows is the table's own name.",
    )
    leave_out = forms.BooleanField(
        label="Leave out what is damaged",
        required=False,
        help_text="Else nothing is restored where an item of the export is damaged.",
    )
    field_order = ("tables", "how", "moment", "prefix", "leave_out", "reason", "run_id")

    def __init__(self, *args, tables: list[str], kinds: list[str], **options):
        prefix = f"{RESTORED_AS}{timezone.now():%Y%m%d-%H%M}-"
        initial = {"tables": tables, "how": kinds[0], "prefix": prefix}
        super().__init__(*args, initial=initial, **options)
        self.fields["tables"].choices = [(name, name) for name in tables]
        self.fields["how"].choices = [(kind, KINDS[kind]) for kind in kinds]

    @property
    def names(self) -> dict[str, str]:
        """The new name of each table that is chosen."""
        asked = self.cleaned_data
        return {table: f"{asked['prefix']}{table}" for table in asked["tables"]}

    @property
    def asked_moment(self) -> str:
        """ISO 8601; nothing where none was given."""
        wanted = self.cleaned_data["moment"]
        return wanted.isoformat() if wanted else ""


class WhyForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=LONGEST, min_length=SHORTEST, strip=True)
