"""Reading the environment: a wrong value stops the start and names itself."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, default: str = "") -> str:
    """Return a variable, or its default when unset or empty."""
    return os.environ.get(name) or default


def env_bool(name: str, *, default: bool) -> bool:
    """Return a yes/no variable. Raises ImproperlyConfigured on anything but true/false, yes/no, 1/0."""
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    text = env_text(name, str(default)).lower()
    if text not in words:
        raise ImproperlyConfigured(f"{name}={text!r} is not understood: write true or false.")
    return words[text]


def env_int(name: str, *, default: int) -> int:
    """Return a whole number. Raises ImproperlyConfigured on anything else."""
    text = env_text(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={text!r} is not understood: write a whole number.") from None


def env_list(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty parts."""
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


def env_secret(name: str) -> str:
    """Return a secret from `NAME`, or from the file that `NAME_FILE` points at; empty when neither is set."""
    path = env_text(f"{name}_FILE")
    if not path:
        return env_text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read: {error.strerror}.") from None


def database_from(url: str) -> dict[str, object]:
    """
    Return Django's settings for `postgresql://user:password@host:port/name?option=value`.

    Raises ImproperlyConfigured on another scheme or without a database name.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise ImproperlyConfigured("DATABASE_URL is not understood: write postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite_in(folder: Path) -> dict[str, object]:
    """Return Django's settings for the SQLite file of a Twiza home: durable, and patient with a second writer."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "twiza.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def secret_key_in(folder: Path) -> str:
    """Return the secret key of a Twiza home, made at random the first time and readable by its owner only."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_private(path, os.urandom(48).hex())
    return path.read_text(encoding="utf-8").strip()


def _write_private(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster: its key is the key
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
