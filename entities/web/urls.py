"""Every address of the dashboard."""

from allauth.account import views as account
from django.urls import path, register_converter

from entities.web import converters
from entities.web.views import health, items, lists, overview, preferences, search

register_converter(converters.EntityName, "entity")
register_converter(converters.KeySegment, "key")

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("tables/", overview.tables, name="tables"),
    path("companies/<key:segment>/", overview.company, name="company"),
    path("search/", search.find, name="search"),
    path("data/<entity:entity_name>/", lists.item_list, name="item_list"),
    path("views/<entity:entity_name>/save/", lists.save_view, name="save_view"),
    path(
        "views/<entity:entity_name>/<int:view_id>/delete/",
        lists.delete_view,
        name="delete_view",
    ),
    path("data/<entity:entity_name>/<key:segment>/", items.item_detail, name="item_detail"),
    path("data/<entity:entity_name>/<key:segment>/raw/", items.item_raw, name="item_raw"),
    path("data/<entity:entity_name>/<key:segment>/project/", items.project, name="project"),
    path(
        "data/<entity:entity_name>/<key:segment>/held/<entity:name>/",
        items.item_attachment,
        name="item_attachment",
    ),
    path("preferences/", preferences.preferences, name="preferences"),
    path("account/sign-in/", account.LoginView.as_view(), name="account_login"),
    path("account/sign-out/", account.LogoutView.as_view(), name="account_logout"),
    path("account/inactive/", account.AccountInactiveView.as_view(), name="account_inactive"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
