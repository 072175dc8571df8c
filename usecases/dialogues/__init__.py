"""Questions outside any report, and the one stack that says to whom typed text belongs (ADR 25)."""
