from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from twiza.core.loading import register_loader


class SocialProtectionConfig(AppConfig):
    name = "twiza.social_protection"
    verbose_name = "Social protection"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.households.doors import Door, open_from_household  # noqa: PLC0415 -- app ready
        from twiza.social_protection.loaders import SCHEMES  # noqa: PLC0415 -- app ready
        from twiza.social_protection.rules import FOLLOW_RIGHTS  # noqa: PLC0415 -- app ready

        register_loader(SCHEMES)
        open_from_household(Door("household_rights", pgettext_lazy("of a household", "Rights"), FOLLOW_RIGHTS))
