from django.apps import AppConfig

from twiza.core.loading import register_loader


class RulesetsConfig(AppConfig):
    name = "twiza.rulesets"
    verbose_name = "Rulesets"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.rulesets.loaders import RULESETS  # noqa: PLC0415 -- app ready

        register_loader(RULESETS)
