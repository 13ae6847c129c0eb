from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "twiza.documents"
    verbose_name = "Documents"
