"""Saved views: lists as somebody wants to find them again, their own or shared."""

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from entities.errors import ViewNotFound
from entities.models import SavedView, Staff
from entities.schema.entity import Entity
from entities.schema.viewer import Viewer
from entities.web.state import CURSOR


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


def views_of(user: Staff, entity: Entity) -> QuerySet[SavedView]:
    """The person's own views of the entity and those shared by others."""
    mine_or_shared = Q(owner=user) | Q(shared=True)
    return SavedView.objects.filter(mine_or_shared, entity=entity.name).select_related("owner")


def remove_view(user: Staff, entity: Entity, view_id: int, viewer: Viewer) -> str:
    """Removes one's own view, or as administrator anybody's; returns its name.

    Raises ViewNotFound.
    """
    found = SavedView.objects.filter(pk=view_id, entity=entity.name).first()
    if found is None or (found.owner_id != user.pk and not viewer.may("administer")):
        raise ViewNotFound
    found.delete()
    return found.name
