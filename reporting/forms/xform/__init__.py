"""XForm XML -> Form: what each node is, asks and depends on; what lies outside the profile."""
