"""What pages say of jobs."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from twiza.core.ids import new_id
from twiza.jobs.once import FIELD
from twiza.jobs.results import result_path as path_in_language

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """Return the field by which a form that is sent twice is known to be one."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_id())


@register.simple_tag
def result_path(result: dict[str, Any] | None) -> str:
    """Return the path of the page that a job made, in the language of this page."""
    return path_in_language(result, get_language() or settings.LANGUAGE_CODE)
