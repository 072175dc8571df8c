"""The office's view of a round, down to one answer, and what it says to those who are not done."""
