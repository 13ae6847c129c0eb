from django.apps import AppConfig

from twiza.core.loading import register_loader


class FacilitiesConfig(AppConfig):
    name = "twiza.facilities"
    verbose_name = "Facilities"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.facilities.loaders import FACILITIES, FACILITY_TYPES  # noqa: PLC0415 -- app ready

        register_loader(FACILITY_TYPES)
        register_loader(FACILITIES)
