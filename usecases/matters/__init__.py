"""Difficulties and proposals of units: each an item that is answered or carried over."""
