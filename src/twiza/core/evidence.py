"""How what is written here is known."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Evidence(models.TextChoices):
    """How a rule is known. `known` and `design` are shown as to be validated."""

    SEEN_PRIMARY = "seen_primary", _("Read in the text of the institution")
    SEEN_SECONDARY = "seen_secondary", _("Read in press, a course or public code")
    KNOWN = "known", _("General knowledge, to be validated")
    DESIGN = "design", _("Our proposal, to be validated")


TO_BE_VALIDATED = frozenset({Evidence.KNOWN, Evidence.DESIGN})
