from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "twiza.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Let every house state its rules before anybody asks."""
        autodiscover_modules("rules")
