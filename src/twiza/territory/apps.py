from django.apps import AppConfig

from twiza.core.loading import register_loader


class TerritoryConfig(AppConfig):
    name = "twiza.territory"
    verbose_name = "Territory"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.territory.loaders import LOCALITIES, PLACES, country_loaders  # noqa: PLC0415 -- app ready

        for loader in (*country_loaders(), PLACES, LOCALITIES):
            register_loader(loader)
