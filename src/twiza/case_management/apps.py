from django.apps import AppConfig


class CaseManagementConfig(AppConfig):
    name = "twiza.case_management"
    verbose_name = "Case management"

    def ready(self) -> None:
        """Say which page the files of referrals are at home on, what opens from a child's page, what is forgotten."""
        from twiza.case_management.actions.checking import forget_flags  # noqa: PLC0415 -- app ready
        from twiza.case_management.actions.child_referrals import forget_referrals  # noqa: PLC0415 -- app ready
        from twiza.case_management.doors import open_doors  # noqa: PLC0415 -- app ready
        from twiza.case_management.homes import at_home  # noqa: PLC0415 -- app ready
        from twiza.households.forgetting import forget_with_person  # noqa: PLC0415 -- app ready

        at_home()
        open_doors()
        forget_with_person(forget_referrals)
        forget_with_person(forget_flags)
