"""A ruleset small enough to be checked in one's head."""


def small_ruleset(**meta):
    """Return a ruleset of one table; `meta` overrides what its header says."""
    header = {
        "ruleset": "school_meals",
        "title": "Cantine scolaire",
        "country": "MA",
        "version": "2026-1",
        "valid_from": None,
        "valid_to": None,
        "sources": ["S1"],
        "overall_confidence": "low",
    }
    return {
        "meta": {**header, **meta},
        "sources": {"S1": {"title": "Règlement de la commune", "address": "mairie", "level": "primary"}},
        "parameters": {"distance_km": {"value": 3, "unit": "km", "ev": "seen_primary", "src": "S1"}},
        "inputs": [
            {"id": "distance", "type": "decimal", "fr": "Distance de l'école (km)"},
            {"id": "eats_at_home", "type": "bool", "fr": "Mange à la maison"},
        ],
        "rules": [
            {
                "id": "N1",
                "when": {"eats_at_home": {"eq": True}},
                "then": {"outcome": "non_probable", "fr": "Mange à la maison."},
                "ev": "design",
            },
            {
                "id": "N2",
                "when": {"distance": {"gte": {"ref": "parameters.distance_km.value"}}},
                "then": {"outcome": "probable", "fr": "Inscrire à la cantine."},
                "ev": "seen_primary",
                "src": "S1",
            },
        ],
    }
