"""What a person of a household agrees to, and with whom what is known of her may be shared."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twiza.core.ids import new_id
from twiza.households.models.consent_terms import ConsentTold
from twiza.households.models.household import SpokenLanguage
from twiza.households.models.person import Person
from twiza.organisations.models import Organisation


class ConsentPurpose(models.TextChoices):
    """What a person agrees to."""

    REGISTER = "register", _("That our organisation keeps her name and her situation")
    VISITS = "visits", _("To be visited at home")
    CONTACT = "contact", _("To be called or written to")
    RIGHTS = "rights", _("That we ask offices for her rights with her")
    SHARING = "sharing", _("That another organisation reads what we know")


class PersonConsent(ConsentTold):
    """
    One agreement of a person, or of who answers for her, for one purpose.

    `guardian` is who answered where it was not herself; `language` the one it was explained in; `recipient` with whom
    it is shared, for sharing only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=ConsentPurpose.choices)
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=5, choices=SpokenLanguage.choices)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "households_personconsent"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True, recipient__isnull=True),
                name="households_personconsent_once",
            ),
            models.UniqueConstraint(
                fields=["person", "recipient"],
                condition=Q(withdrawn_at__isnull=True, recipient__isnull=False),
                name="households_personconsent_shared_once",
            ),
            models.CheckConstraint(
                condition=Q(purpose="sharing", recipient__isnull=False)
                | (~Q(purpose="sharing") & Q(recipient__isnull=True)),
                name="households_personconsent_shared_with",
            ),
            models.CheckConstraint(
                condition=Q(given_by="person", guardian__isnull=True) | Q(given_by="guardian", guardian__isnull=False),
                name="households_personconsent_who",
            ),
        ]
