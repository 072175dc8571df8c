"""What goes out: messages frozen as they will be sent, then sent in order and at a pace."""
