from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "twiza.funding"
    verbose_name = "Funding"
