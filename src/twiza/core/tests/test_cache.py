"""The cache in the database, and a database that takes nothing."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}


@pytest.fixture
def read_only(db):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(READ_ONLY[connection.vendor])
        yield
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = OFF")
        transaction.set_rollback(True)


def test_a_value_is_added_once(db):
    assert [cache.add("attempts", 1), cache.add("attempts", 2), cache.get("attempts")] == [True, False, 1]


def test_a_database_that_takes_nothing_is_not_mistaken_for_a_value_that_is_there(read_only):
    with pytest.raises(DatabaseError), transaction.atomic():
        cache.add("attempts", 1)

    assert cache.get("attempts") is None
