"""Slow work outside every turn: the runner of jobs, and what performs each kind of them."""
