"""Reading what people type: numerals, number words, amounts, dates, standings, choices. Pure."""
