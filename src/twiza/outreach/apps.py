from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "twiza.outreach"
    verbose_name = "Outreach"
