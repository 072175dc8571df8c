"""Changing facts of the plan in chat: due times, names of units, signers."""
