from django.apps import AppConfig


class RulesetsConfig(AppConfig):
    name = "twiza.rulesets"
    verbose_name = "Rulesets"
