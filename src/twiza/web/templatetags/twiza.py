"""What our templates say often: an icon, a heading that sorts, a dash for what is not known."""

from __future__ import annotations

from django import template
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from twiza.core.figures import rounded

register = template.Library()

DIRECTIONAL = frozenset({"next", "previous", "leave", "route"})
UNKNOWN = "—"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a picture of `web/icons.svg` that says nothing to those who listen: words stand beside it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        " icon-directional" if name in DIRECTIONAL else "",
        static("web/icons.svg"),
        name,
    )


@register.filter
def dash(value: object) -> object:
    """Return the value, or a dash when it is not known. Zero is known."""
    return UNKNOWN if value is None or value == "" else value


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """Return a share (0–1) in per cent in the page's language, or a dash when it is not known."""
    if value is None:
        return UNKNOWN
    return pgettext("share", "%(number)s%%") % {"number": rounded(value * 100, decimals)}


@register.inclusion_tag("web/components/sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: str, kind: str = "") -> dict[str, object]:
    """
    Return a heading whose link sorts the table by `?sort=key`, then the other way round by `?sort=-key`.

    `kind` is "number" for a column of numbers.
    """
    current = context["request"].GET.get("sort", "")
    directions = {key: "ascending", f"-{key}": "descending"}
    return {
        "request": context["request"],
        "label": label,
        "kind": kind,
        "direction": directions.get(current, ""),
        "target": f"-{key}" if current == key else key,
    }


class AgainNode(Node):
    """A block of the page, said a second time."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString | str:
        """Return what the innermost template put in the block."""
        block = context.render_context[BLOCK_CONTEXT_KEY].get_block(self.name)
        return block.nodelist.render(context)


@register.tag
def again(parser: Parser, token: Token) -> AgainNode:
    """Parse `{% again title %}`: the block's words once more, so that title and heading never differ."""
    _tag, name = token.split_contents()
    return AgainNode(name)
