"""What comes in: updates fetched or brought, stored, and handed on chat by chat."""
