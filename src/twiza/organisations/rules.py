"""Who may see and change organisations and their members."""

from twiza.accounts.decisions import allow
from twiza.accounts.rules import Role, all_of, any_of, has_role, is_of_own_organisation

manages_own = all_of(has_role(Role.MANAGER), is_of_own_organisation)

allow("organisations.list_members", has_role(Role.MANAGER, Role.TECHNICAL_ADMINISTRATOR))
allow("organisations.change_members", any_of(has_role(Role.TECHNICAL_ADMINISTRATOR), manages_own))
allow("organisations.make", has_role(Role.TECHNICAL_ADMINISTRATOR))
