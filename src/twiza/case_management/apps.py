from django.apps import AppConfig


class CaseManagementConfig(AppConfig):
    name = "twiza.case_management"
    verbose_name = "Case management"
