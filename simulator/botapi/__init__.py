"""The bot's side: an HTTP server that speaks the Telegram Bot API."""
