"""/huongdan: what fits the person and the moment."""
