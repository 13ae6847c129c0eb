"""Figures of places in the language of the page."""

from django import template

from twiza.territory import health_words, wording
from twiza.territory.periods import period_words

register = template.Library()
register.filter("whole", wording.whole)
register.filter("decimal", wording.decimal)
register.filter("figure", wording.figure)
register.filter("change", wording.change)
register.filter("ages", wording.ages)
register.filter("health_figure", health_words.health_figure)
register.filter("series_name", health_words.series_name)
register.filter("series_unit", health_words.series_unit)
register.filter("period_words", period_words)
register.filter("last_day", health_words.last_day)
register.simple_tag(health_words.age_words, name="age_band")
