from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "twiza.core"
    verbose_name = "Core"
