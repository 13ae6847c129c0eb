from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from twiza.core.loading import register_loader


class SocialProtectionConfig(AppConfig):
    name = "twiza.social_protection"
    verbose_name = "Social protection"

    def ready(self) -> None:
        """Say what `twiza load` can load from here, which files are near and where at home, and a household's door."""
        from twiza.households.doors import Door, open_from_household  # noqa: PLC0415 -- app ready
        from twiza.social_protection.homes import at_home  # noqa: PLC0415 -- app ready
        from twiza.social_protection.loaders import SCHEMES, shipped_schemes  # noqa: PLC0415 -- app ready
        from twiza.social_protection.nearness import say_what_is_near  # noqa: PLC0415 -- app ready
        from twiza.social_protection.rules import FOLLOW_RIGHTS  # noqa: PLC0415 -- app ready

        register_loader(SCHEMES)
        at_home(scheme.file_kind for scheme in shipped_schemes() if scheme.file_kind)
        say_what_is_near()
        open_from_household(Door("household_rights", pgettext_lazy("of a household", "Rights"), FOLLOW_RIGHTS))
