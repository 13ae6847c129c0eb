"""Sign-in, second factor and passwords by allauth: only the doors we mean to have, each with its policy."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.account import urls as account_urls
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path

from twiza.accounts import views
from twiza.accounts.policies import OWN, PUBLIC, policy

ACCOUNT_POLICIES = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_reauthenticate": OWN,
    "account_change_password": OWN,
    "account_set_password": OWN,
}


def account_patterns() -> Iterator[URLPattern]:
    """Yield allauth's routes that we open, with their policies; the others do not exist here."""
    for pattern in account_urls.urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name in ACCOUNT_POLICIES:
            pattern.callback = policy(ACCOUNT_POLICIES[pattern.name])(pattern.callback)
            yield pattern


urlpatterns = [
    *account_patterns(),
    path("2fa/", policy(OWN)(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", policy(PUBLIC)(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", policy(OWN)(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/activate/", policy(OWN)(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/deactivate/", policy(OWN)(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", policy(OWN)(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/new/", policy(OWN)(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/codes/file/", policy(OWN)(recovery_codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("2fa/passkeys/", policy(OWN)(views.Passkeys.as_view()), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", policy(OWN)(views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("2fa/passkeys/prove/", policy(OWN)(views.ProveByPasskey.as_view()), name="mfa_reauthenticate_webauthn"),
    path("2fa/passkeys/<int:pk>/rename/", policy(OWN)(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", policy(OWN)(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("profile/", views.profile, name="profile"),
    path("audit/", views.audit_trail, name="audit_trail"),
]
