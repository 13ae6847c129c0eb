from django.apps import AppConfig

from twiza.core.loading import register_loader


class AccessConfig(AppConfig):
    name = "twiza.access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Say what `twiza load` can load from here."""
        from twiza.access.loaders import NEED_FORMULA  # noqa: PLC0415 -- app ready

        register_loader(NEED_FORMULA)
