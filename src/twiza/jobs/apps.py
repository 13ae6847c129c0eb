from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "twiza.jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        """Let every house register, in its `jobs.py`, the work it does in the background."""
        autodiscover_modules("jobs")
