"""Reading the environment: a wrong value stops the start and names itself."""

from __future__ import annotations

import os
import re
import zoneinfo
from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
NO_COMPILING = "-c jit=off"
"""PostgreSQL takes 180 ms to compile a question about rights that it answers in 15 without."""
HOST_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*|\[[0-9A-Fa-f:]+\]")
ORIGIN = re.compile(rf"(https?|wss?)://(\*\.)?({HOST_NAME.pattern})(:\d{{1,5}})?")


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


def env_int(name: str, *, default: int, lowest: int, highest: int) -> int:
    """Return a whole number within its bounds. Raises ImproperlyConfigured on anything else."""
    text = env_text(name, str(default))
    wanted = f"{name}={text!r} is not understood: write a whole number from {lowest} to {highest}."
    try:
        number = int(text)
    except ValueError:
        raise ImproperlyConfigured(wanted) from None
    if not lowest <= number <= highest:
        raise ImproperlyConfigured(wanted)
    return number


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
    except UnicodeDecodeError:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read: it is not a text.") from None


def env_hosts(name: str) -> list[str]:
    """Return a comma-separated list of host names. Raises ImproperlyConfigured on an address, a port or a pattern."""
    hosts = env_list(name)
    for host in hosts:
        if not HOST_NAME.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name}={host!r} is not understood: write names as twiza.example.org, without https://, port or star."
            )
    return hosts


def env_origins(name: str) -> list[str]:
    """Return a comma-separated list of addresses as `https://tiles.example`. Raises ImproperlyConfigured."""
    origins = env_list(name)
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"{name}={origin!r} is not understood: write addresses as https://tiles.example, without a path."
            )
    return origins


def env_folder(name: str, *, default: Path) -> Path:
    """Return a folder; one that is set must be there. Raises ImproperlyConfigured."""
    text = env_text(name)
    if text and not Path(text).is_dir():
        raise ImproperlyConfigured(f"{name}={text!r} is not a folder.")
    return Path(text) if text else default


def env_choice(name: str, choices: Collection[str], *, default: str) -> str:
    """Return one of a few words, in any case. Raises ImproperlyConfigured on another one."""
    text = env_text(name, default).upper()
    if text not in choices:
        raise ImproperlyConfigured(f"{name}={text!r} is not understood: write one of {', '.join(choices)}.")
    return text


def env_time_zone(name: str, *, default: str) -> str:
    """Return the name of a time zone. Raises ImproperlyConfigured on one that is not known."""
    text = env_text(name, default)
    try:
        zoneinfo.ZoneInfo(text)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise ImproperlyConfigured(f"{name}={text!r} is not a time zone: write one as Africa/Bamako.") from None
    return text


def env_secret_key(name: str, *, home: Path) -> str:
    """Return the secret key that is set, or the one of a home. Raises ImproperlyConfigured on a short one."""
    key = env_secret(name)
    if key and len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"{name} is too short: give {SHORTEST_KEY} random characters, or unset it.")
    return key or secret_key_in(home)


def database_from(url: str) -> dict[str, object]:
    """
    Return Django's settings for `postgresql://user:password@host:port/name?option=value`.

    `?options=` takes the place of NO_COMPILING. Raises ImproperlyConfigured on another scheme, on a port that is none,
    or without a database name.
    """
    parts = _parts_of(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise _database_not_understood()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": NO_COMPILING, **dict(parse_qsl(parts.query))},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _parts_of(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        raise _database_not_understood() from None
    return parts


def _database_not_understood() -> ImproperlyConfigured:
    """Return the refusal; the address may hold a password: it is not repeated."""
    return ImproperlyConfigured("DATABASE_URL is not understood: write postgresql://user:password@host:port/name.")


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
    """
    Return the secret key of a Twiza home, made at random the first time and readable by its owner only.

    Raises ImproperlyConfigured when the home takes no file, or its key is empty.
    """
    path = folder / "secret_key"
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_private(path, os.urandom(48).hex())
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not a text"
        raise ImproperlyConfigured(f"TWIZA_HOME={str(folder)!r} cannot be used: {path.name}: {why}.") from None
    if not key:
        raise ImproperlyConfigured(f"{path} is empty: put the key of your backup there, or delete the file.")
    return key


def _write_private(path: Path, text: str) -> None:
    """Write a file that appears whole, and once: of two processes that write it, the first one is right."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _name_once(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _name_once(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:  # another process was faster: its key is the key
        return
    except OSError:  # a disk without hard links, such as a USB stick
        os.replace(draft, path)
