"""/dotxuat: what the office asks at short notice, from the first word to the round it opens."""
