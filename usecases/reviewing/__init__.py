"""A report between its unit, the unit's leader and the office: consent and review."""
