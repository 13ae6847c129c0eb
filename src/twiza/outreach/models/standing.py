"""Rows that can be taken out and brought back."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class StandingManager(models.Manager[Row_co]):
    """
    Gives the rows that were not taken out, wherever one asks: who was taken out of a team has no right left.

    A model with it has a second manager, `kept`, for the page where rows are brought back.
    """

    def get_queryset(self) -> models.QuerySet[Row_co]:
        """Return the rows that stand."""
        return super().get_queryset().filter(removed_at__isnull=True)
