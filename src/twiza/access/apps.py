from django.apps import AppConfig

from twiza.core.loading import register_loader
from twiza.rulesets.own_pages import register_own_page


class AccessConfig(AppConfig):
    name = "twiza.access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Say what `twiza load` can load from here, and where the weights of needs are written."""
        from twiza.access.loaders import NEED_FORMULA  # noqa: PLC0415 -- app ready

        register_loader(NEED_FORMULA)
        register_own_page("need_formula", "need_formulas")
