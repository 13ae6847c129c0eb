from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "twiza.messaging"
    verbose_name = "Messaging"
