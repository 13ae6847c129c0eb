"""The rules of following a child: contents of rulesets and recorded facts in, what is due and why out, no database."""
