"""One class for each repository of usecases.ports."""
