"""Text messages to send, one a contact, in her language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twiza.documents.table_files import TableColumn, TableFile
from twiza.outreach.models import Caravan, RelayContact, SpokenLanguage
from twiza.outreach.public_words import message_for


def messages_table(caravan: Caravan, contacts: Sequence[RelayContact]) -> TableFile:
    """Return who is written to and what, in the language of the page but for the messages."""
    messages = {language: message_for(caravan, language) for language in SpokenLanguage.values}
    columns = [
        TableColumn("phone", _("Telephone")),
        TableColumn("name", _("Name"), width=28),
        TableColumn("locality", _("Locality"), width=28),
        TableColumn("language", _("Language")),
        TableColumn("message", _("Message"), width=100),
    ]
    rows = [(one.phone, one.name, one.locality, one.language, messages[one.language]) for one in contacts]
    return TableFile(_("Messages"), columns, rows)
