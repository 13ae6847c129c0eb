"""Forms about one's own account."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from twiza.accounts.models import Person
from twiza.accounts.passkeys import NOT_ACCEPTED, credential_from, unreadable_refused

LONGEST_NAME = 60


class ProfileForm(forms.ModelForm):
    """What a person says of herself: her name and her language."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Person
        fields = ["name", "language"]


class CredentialField(forms.CharField):
    """What the browser says of a passkey, written by a script of ours (frontend/islands/passkeys.ts)."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NOT_ACCEPTED}

    def clean(self, value: str | None) -> dict[str, Any]:
        """Return the credential as an object. Raises PasskeyRefused."""
        return credential_from(super().clean(value))


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey, and the name by which the person will know it."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("The device that keeps it, for instance: my phone, or the key on my key ring."),
        max_length=LONGEST_NAME,
        required=False,
    )
    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        """Check that the passkey answers our question, for this site. Raises PasskeyRefused."""
        with unreadable_refused():
            return super().clean()


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_NAME)


class UsePasskeyForm(AuthenticateWebAuthnForm):
    """A passkey as the second step of signing in."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered. Raises PasskeyRefused."""
        with unreadable_refused():
            return super().clean_credential()


class UsePasskeyAgainForm(ReauthenticateWebAuthnForm):
    """A passkey as proof that it is still the same person."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered. Raises PasskeyRefused."""
        with unreadable_refused():
            return super().clean_credential()
