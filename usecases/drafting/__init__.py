"""A unit's draft from `/baocao` to the receipt: opened, filled in turn by turn, handed in."""
