"""What a person who comes or is referred says of herself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

AGE_MAX = 120


class PersonSex(models.TextChoices):
    """The sex that a person gives."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
