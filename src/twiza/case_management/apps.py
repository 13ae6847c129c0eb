from django.apps import AppConfig


class CaseManagementConfig(AppConfig):
    name = "twiza.case_management"
    verbose_name = "Case management"

    def ready(self) -> None:
        """Say which page the files of referrals are at home on, and what opens from the page of a child."""
        from twiza.case_management.doors import open_doors  # noqa: PLC0415 -- app ready
        from twiza.case_management.homes import at_home  # noqa: PLC0415 -- app ready

        at_home()
        open_doors()
