"""A request as our views know it: with who asks."""

from django.http import HttpRequest

from twiza.accounts.decisions import Actor
from twiza.accounts.models import Person


class Request(HttpRequest):
    """What the middleware makes of a request (web/middleware.py): the actor is there before any view runs."""

    actor: Actor
    user: Person
