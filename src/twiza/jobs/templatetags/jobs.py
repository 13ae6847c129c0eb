"""What pages say of jobs."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from twiza.jobs.results import result_path as path_in_language

register = template.Library()


@register.simple_tag
def result_path(result: dict[str, Any] | None) -> str:
    """Return the path of the page that a job made, in the language of this page."""
    return path_in_language(result, get_language() or settings.LANGUAGE_CODE)
