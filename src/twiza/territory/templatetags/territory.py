"""Figures of places in the language of the page."""

from django import template

from twiza.territory import wording

register = template.Library()
register.filter("whole", wording.whole)
register.filter("decimal", wording.decimal)
register.filter("figure", wording.figure)
register.filter("change", wording.change)
register.filter("ages", wording.ages)
