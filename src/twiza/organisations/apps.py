from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "twiza.organisations"
    verbose_name = "Organisations"
