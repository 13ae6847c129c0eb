from django.apps import AppConfig

from twiza.core.loading import register_loader


class ProceduresConfig(AppConfig):
    name = "twiza.procedures"
    verbose_name = "Procedures"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.procedures.loaders import PROCEDURES  # noqa: PLC0415 -- app ready

        register_loader(PROCEDURES)
