from django.apps import AppConfig

from twiza.core.loading import register_loader


class SocialProtectionConfig(AppConfig):
    name = "twiza.social_protection"
    verbose_name = "Social protection"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.social_protection.loaders import SCHEMES  # noqa: PLC0415 -- app ready

        register_loader(SCHEMES)
