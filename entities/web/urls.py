"""Every address of the dashboard."""

from allauth.account import views as account
from django.urls import include, path, re_path, register_converter

from entities.web import converters
from entities.web.views import (
    accounts,
    approvals,
    audit,
    bulk,
    creating,
    deleting,
    editing,
    health,
    items,
    lists,
    moving,
    overview,
    preferences,
    revealing,
    runs,
    search,
    table_files,
    tables,
    transfer,
    undoing,
)

register_converter(converters.EntityName, "entity")
register_converter(converters.KeySegment, "key")
register_converter(converters.TableName, "table")

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("tables/", tables.table_list, name="tables"),
    path("tables/files/template.yaml", table_files.template_file, name="template_file"),
    path("tables/files/schemas.zip", table_files.schemas_file, name="schemas_file"),
    path("tables/<table:table_name>/", tables.table, name="table"),
    path("tables/<table:table_name>/schema.json", table_files.schema_file, name="schema_file"),
    path(
        "tables/<table:table_name>/indexes/<table:index>/count/",
        tables.count_index,
        name="count_index",
    ),
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
    path(
        "data/<entity:entity_name>/<key:segment>/history/",
        audit.item_history,
        name="item_history",
    ),
    path("data/<entity:entity_name>/<key:segment>/edit/", editing.edit, name="item_edit"),
    path(
        "data/<entity:entity_name>/<key:segment>/delete/", deleting.delete_item, name="item_delete"
    ),
    path("data/<entity:entity_name>/<key:segment>/move/", moving.move_item, name="item_move"),
    path("new/<entity:entity_name>/", creating.new_item, name="item_new"),
    path("undo/", undoing.undo_entry, name="undo"),
    path(
        "data/<entity:entity_name>/<key:segment>/reveal/<key:place>/",
        revealing.reveal_value,
        name="reveal",
    ),
    path("data/<entity:entity_name>/<key:segment>/project/", items.project, name="project"),
    path(
        "data/<entity:entity_name>/<key:segment>/held/<entity:name>/",
        items.item_attachment,
        name="item_attachment",
    ),
    path("export/<entity:entity_name>/", transfer.export, name="export"),
    path("import/<entity:entity_name>/", transfer.import_file, name="import"),
    path("bulk/<entity:entity_name>/", bulk.bulk, name="bulk"),
    path("bulk/<entity:entity_name>/apply/", bulk.bulk_apply, name="bulk_apply"),
    path("approvals/", approvals.approval_list, name="approvals"),
    path("approvals/<slug:approval_id>/", approvals.approval, name="approval"),
    path("runs/", runs.run_list, name="runs"),
    path("runs/<slug:run_id>/", runs.run_page, name="run"),
    path("runs/<slug:run_id>/undo/", bulk.run_undo, name="run_undo"),
    path("runs/<slug:run_id>/outcomes/", runs.run_outcomes, name="run_outcomes"),
    path("runs/<slug:run_id>/log/", runs.run_log, name="run_log"),
    path("runs/<slug:run_id>/wish/", runs.run_wish, name="run_wish"),
    path("runs/<slug:run_id>/note/", runs.run_note, name="run_note"),
    path("runs/<slug:run_id>/turn/", runs.run_turn, name="run_turn"),
    path("runs/<slug:run_id>/file/", transfer.run_file, name="run_file"),
    path("audit/", audit.audit_log, name="audit_log"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("account/sign-in/", account.LoginView.as_view(), name="account_login"),
    path("account/sign-out/", account.LogoutView.as_view(), name="account_logout"),
    path("account/inactive/", account.AccountInactiveView.as_view(), name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path(
        "account/password/link/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/link/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/", accounts.own_account, name="own_account"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.account_new, name="account_new"),
    path("accounts/permissions/", accounts.permissions, name="permissions"),
    path("accounts/<int:account_id>/", accounts.account, name="account"),
    path("accounts/<int:account_id>/link/", accounts.password_link, name="password_link"),
    path(
        "accounts/<int:account_id>/second-factor/remove/",
        accounts.remove_second_factor,
        name="remove_second_factor",
    ),
    path("accounts/<int:account_id>/sessions/end/", accounts.end_sessions, name="end_sessions"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
