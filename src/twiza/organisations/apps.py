from django.apps import AppConfig

from twiza.rulesets.colleagues import register_colleagues


class OrganisationsConfig(AppConfig):
    name = "twiza.organisations"
    verbose_name = "Organisations"

    def ready(self) -> None:
        """Say to the houses below who acts for whom."""
        from twiza.organisations.queries import count_others_acting_for  # noqa: PLC0415 -- app ready

        register_colleagues(count_others_acting_for)
