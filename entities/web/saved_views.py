"""Saved views: lists as somebody wants to find them again, their own or shared."""

from django import forms
from django.db.models import Q
from django.http import QueryDict

from entities.errors import ViewNotFound
from entities.models import SavedView, Staff
from entities.schema.entity import Entity
from entities.schema.fields import Choice, Date, Epoch, Flag, Number, Timestamp
from entities.schema.viewer import Viewer
from entities.web.filters import PRESENCE
from entities.web.state import COLUMNS, CURSOR, OPTIONS

# What is asked of these names nobody.
NAMELESS = (Choice, Date, Epoch, Flag, Number, Timestamp)


class SaveView(forms.Form):
    """A name, the list's address, and whether others see it. Saving a known name replaces it."""

    name = forms.CharField(max_length=60, strip=True, label="Name of the view")
    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)
    shared = forms.BooleanField(required=False, label="Show it to everybody")

    @property
    def sentence(self) -> str:
        """The first thing that is wrong."""
        return next(
            (
                f"{self.fields[name].label or name}: {problems[0]}"
                for name, problems in self.errors.items()
            ),
            "",
        )

    def clean_query(self) -> str:
        query = QueryDict(self.cleaned_data["query"], mutable=True)
        query.pop(CURSOR, None)
        return query.urlencode()

    def save_for(self, owner: Staff, entity: Entity, viewer: Viewer) -> SavedView:
        """Only who may share shares; for others the tick is left out."""
        data = self.cleaned_data
        saved, _ = SavedView.objects.update_or_create(
            owner=owner,
            entity=entity.name,
            name=data["name"],
            defaults={
                "query": data["query"],
                "shared": data["shared"] and viewer.may("share view"),
            },
        )
        return saved


def views_of(user: Staff, entity: Entity, viewer: Viewer) -> list[SavedView]:
    """The person's own views of the entity and those shared by others.

    A viewer with a company limit gets no view whose filters could name what is not theirs.
    """
    mine_or_shared = Q(owner=user) | Q(shared=True)
    found = SavedView.objects.filter(mine_or_shared, entity=entity.name).select_related("owner")
    return [
        view
        for view in found
        if view.owner_id == user.pk or not viewer.limited or _is_for(viewer, entity, view)
    ]


def _is_for(viewer: Viewer, entity: Entity, view: SavedView) -> bool:
    """Whether every filter asks for one of the viewer's companies, or for no name or id at all."""
    return all(
        _tells_nothing(viewer, entity, parameter, values)
        for parameter, values in QueryDict(view.query).lists()
    )


def _tells_nothing(viewer: Viewer, entity: Entity, parameter: str, values: list[str]) -> bool:
    name, _, operator = parameter.rpartition(".")
    if not name:
        return parameter in (COLUMNS, *OPTIONS)
    if name == entity.company_attribute and operator in ("is", "in"):
        return all(viewer.sees_company(value) for value in values)
    return operator in PRESENCE or isinstance(entity.field(name), NAMELESS)


def remove_view(user: Staff, entity: Entity, view_id: int, viewer: Viewer) -> str:
    """Removes one's own view, or as administrator anybody's; returns its name.

    Raises ViewNotFound.
    """
    found = SavedView.objects.filter(pk=view_id, entity=entity.name).first()
    if found is None or (found.owner_id != user.pk and not viewer.may("administer")):
        raise ViewNotFound
    found.delete()
    return found.name
