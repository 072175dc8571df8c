"""Word templates the office brings: looked through, tried out and rendered at arm's length."""
