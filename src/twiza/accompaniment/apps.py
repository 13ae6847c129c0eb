from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccompanimentConfig(AppConfig):
    name = "twiza.accompaniment"
    verbose_name = "Accompaniment"

    def ready(self) -> None:
        """Open the accompaniment from the page of a person, and say what of it is erased with her."""
        from twiza.accompaniment.actions.forgetting import forget_accompaniments  # noqa: PLC0415 -- app ready
        from twiza.accompaniment.rules import FOLLOW  # noqa: PLC0415 -- app ready
        from twiza.households.doors import Door, open_from_person  # noqa: PLC0415 -- app ready
        from twiza.households.forgetting import forget_with_person  # noqa: PLC0415 -- app ready

        open_from_person(Door("person_accompaniment", _("Accompaniment"), FOLLOW))
        forget_with_person(forget_accompaniments)
