from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "twiza.procedures"
    verbose_name = "Procedures"
