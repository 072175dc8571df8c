"""Figures that two sides report differently: both are asked the same neutral question."""
