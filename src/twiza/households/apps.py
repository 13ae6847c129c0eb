from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "twiza.households"
    verbose_name = "Households"
