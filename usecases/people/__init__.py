"""Who takes part: invited, known by their own telephone, confirmed, replaced, listed."""
