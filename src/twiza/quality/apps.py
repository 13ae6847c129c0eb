from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "twiza.quality"
    verbose_name = "Quality of care"
