"""How a child grows beside the standards of the World Health Organization: measures in, z-scores out, no database."""
