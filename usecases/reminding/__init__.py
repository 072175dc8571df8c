"""Asking for what is owed: whom, when, in which words, and what became of it."""
