"""Telegram itself: how it is called, what its errors mean, the menu and the links it shows."""
