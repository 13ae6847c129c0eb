from django.apps import AppConfig

from twiza.core.loading import register_loader


class OutreachConfig(AppConfig):
    name = "twiza.outreach"
    verbose_name = "Outreach"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.outreach.loaders import CARE_CODES, EVALUATION_CRITERIA  # noqa: PLC0415 -- app ready
        from twiza.outreach.nearness import say_who_is_near  # noqa: PLC0415 -- app ready

        say_who_is_near()
        register_loader(CARE_CODES)
        register_loader(EVALUATION_CRITERIA)
