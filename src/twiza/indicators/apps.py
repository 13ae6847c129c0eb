from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "twiza.indicators"
    verbose_name = "Indicators"
