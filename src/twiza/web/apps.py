from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "twiza.web"
    verbose_name = "Web"
