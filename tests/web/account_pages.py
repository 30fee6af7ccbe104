"""The addresses of accounts and sign-in for every member of the cast, for tests/test_every_page."""

STAFF = ("viewer", "editor", "operator", "approver", "administrator", "limited", "stranger")


def signed_in(status: int = 200, **others: int) -> dict[str, int]:
    """Everybody who is signed in, also without a role."""
    return dict.fromkeys(STAFF, status) | {"nobody": 302} | others


def managing(status: int = 200) -> dict[str, int]:
    """Those who manage accounts; others may not even know whether an account exists."""
    return signed_in(403, administrator=status)


def account_pages(someone: int) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Addresses and expected statuses by name. `someone` is the id of an account."""
    account = f"/accounts/{someone}/"
    own, factor = "/account/", "/account/second-factor/"
    return {
        "accounts": [("/accounts/", managing()), ("/accounts/?q=view&page=9", managing())],
        "account_new": [("/accounts/new/", managing())],
        "permissions": [("/accounts/permissions/", signed_in(stranger=403))],
        "account": [(account, managing()), ("/accounts/999999/", managing(404))],
        "password_link": [(f"{account}link/", managing(405))],
        "remove_second_factor": [(f"{account}second-factor/remove/", managing(405))],
        "end_sessions": [(f"{account}sessions/end/", managing(405))],
        "own_account": [(own, signed_in())],
        "account_change_password": [(f"{own}password/", signed_in())],
        "account_set_password": [(f"{own}password/set/", signed_in(302))],
        "account_reset_password_from_key": [(f"{own}password/link/1-x-y/", signed_in(nobody=200))],
        "account_reset_password_from_key_done": [
            (f"{own}password/link/done/", signed_in(nobody=200))
        ],
        "account_reauthenticate": [(f"{own}confirm/", signed_in())],
        "usersessions_list": [(f"{own}sessions/", signed_in())],
        "mfa_index": [(factor, signed_in())],
        # Steps of signing in: who is nobody is sent to the beginning, without a way back here.
        "mfa_authenticate": [(f"{factor}authenticate/", dict.fromkeys(STAFF, 302))],
        "mfa_login_webauthn": [(f"{factor}webauthn/login/", dict.fromkeys(STAFF, 302))],
        "mfa_reauthenticate": [(f"{factor}reauthenticate/", signed_in(302))],
        "mfa_activate_totp": [(f"{factor}totp/activate/", signed_in(302))],
        "mfa_deactivate_totp": [(f"{factor}totp/deactivate/", signed_in(404))],
        "mfa_view_recovery_codes": [(f"{factor}recovery-codes/", signed_in(404))],
        "mfa_generate_recovery_codes": [(f"{factor}recovery-codes/generate/", signed_in(302))],
        "mfa_download_recovery_codes": [(f"{factor}recovery-codes/download/", signed_in(404))],
        "mfa_list_webauthn": [(f"{factor}webauthn/", signed_in())],
        "mfa_add_webauthn": [(f"{factor}webauthn/add/", signed_in(302))],
        "mfa_reauthenticate_webauthn": [(f"{factor}webauthn/reauthenticate/", signed_in(302))],
        "mfa_remove_webauthn": [(f"{factor}webauthn/keys/1/remove/", signed_in(302))],
        "mfa_edit_webauthn": [(f"{factor}webauthn/keys/1/edit/", signed_in(302))],
    }
