"""How a message becomes the words, buttons and files that people see."""
