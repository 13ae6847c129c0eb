from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "twiza.activities"
    verbose_name = "Activities"
