"""Finding the commune that a row names: by its code, by the code it had, by a code without its zeros, by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from twiza.core.text import words_of


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as the importers know it."""

    id: int
    code: str
    path: str
    names: dict[str, str]
    setting: str
    old_codes: tuple[str, ...] = ()


class CommuneBook:
    """The communes of a country, by everything a file may call them."""

    def __init__(self, communes: Iterable[Commune]) -> None:
        self.communes = list(communes)
        self.by_code = {commune.code: commune for commune in self.communes}
        self.by_old_code = _unique((code, commune) for commune in self.communes for code in commune.old_codes)
        self.by_bare_code = _unique(
            (bare, commune)
            for commune in self.communes
            for code in (commune.code, *commune.old_codes)
            for bare in {bare_dotted(code), bare_digits(code)}
        )
        self.by_name: defaultdict[str, list[Commune]] = defaultdict(list)
        for commune in self.communes:
            for name in set(map(sound_of_name, commune.names.values())):
                self.by_name[name].append(commune)

    def with_code(self, code: str) -> Commune | None:
        """Return the commune that has or had a code, written in full."""
        return self.by_code.get(code) or self.by_old_code.get(code)

    def with_bare_code(self, code: str) -> Commune | None:
        """Return the only commune whose code this is once zeros, and maybe points, are taken away."""
        bare = code.strip()
        return self.by_bare_code.get(bare_dotted(bare) if "." in bare else bare_digits(bare))

    def named(self, name: str) -> list[Commune]:
        """Return the communes of a name, however it is spelt."""
        return self.by_name.get(sound_of_name(name), [])


def sound_of_name(name: str) -> str:
    """Return a name as it sounds, in one piece."""
    return "".join(word.sound for word in words_of(name))


def bare_dotted(code: str) -> str:
    """Return a code without the zeros that spreadsheets take away: 1.511.1.1 for 01.511.01.01."""
    return ".".join(part.lstrip("0") or "0" for part in code.split("."))


def bare_digits(code: str) -> str:
    """Return the digits of a code without the zeros before them: 15110101 for 01.511.01.01."""
    return code.replace(".", "").lstrip("0")


def _unique(pairs: Iterable[tuple[str, Commune]]) -> dict[str, Commune]:
    found: dict[str, Commune | None] = {}
    for key, commune in pairs:
        found[key] = commune if found.get(key, commune) == commune else None
    return {key: commune for key, commune in found.items() if commune is not None}
