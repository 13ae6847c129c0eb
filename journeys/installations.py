"""An installation as it is on its first day: one account, no demonstration."""

from __future__ import annotations

from pathlib import Path

from servers import Running, run_twiza, serve

TARIQ = {"email": "tariq@conseil.example", "password": "twelve goats crossed"}


def serve_new_installation(home: Path) -> Running:
    """Make the first account of an empty installation, and serve it."""
    asked = ["--email", TARIQ["email"], "--name", "Tariq", "--organisation", "Conseil de la région"]
    run_twiza(home, "migrate")
    run_twiza(home, "createadmin", *asked, typed=f"{TARIQ['password']}\n")
    return serve(home, {})
