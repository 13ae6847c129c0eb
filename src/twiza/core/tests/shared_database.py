"""A test database that other processes and threads see too, on SQLite as on PostgreSQL."""

import os
from urllib.parse import quote

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(tmp_path, transactional_db):
    """Return the environment under which another process, or thread, sees the database that this test sees."""
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "twiza.settings", "TWIZA_HOME": str(tmp_path)}
    if connection.vendor == "postgresql":
        yield {**surroundings, "DATABASE_URL": url_of(connection.settings_dict)}
        return
    in_memory = connections["default"]
    path = tmp_path / "twiza.sqlite3"
    with in_memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    in_memory_name, in_memory.settings_dict["NAME"] = in_memory.settings_dict["NAME"], path
    connections["default"] = connections.create_connection("default")
    yield {**surroundings, "DATABASE_URL": ""}
    connections["default"].close()
    in_memory.settings_dict["NAME"] = in_memory_name
    connections["default"] = in_memory


def url_of(parts):
    who = quote(parts["USER"]) + (f":{quote(parts['PASSWORD'])}" if parts["PASSWORD"] else "")
    options = "&".join(f"{name}={quote(str(one))}" for name, one in parts["OPTIONS"].items())
    return f"postgresql://{who}@{parts['HOST']}:{parts['PORT']}/{quote(parts['NAME'])}?{options}"
