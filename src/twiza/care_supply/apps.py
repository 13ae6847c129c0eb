from django.apps import AppConfig


class CareSupplyConfig(AppConfig):
    name = "twiza.care_supply"
    verbose_name = "Care supply"
