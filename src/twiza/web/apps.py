from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "twiza.web"
    verbose_name = "Web"

    def ready(self) -> None:
        """Tell the worker what to do between two jobs, and houses below what only houses above them know."""
        autodiscover_modules("chores", "directory")
