"""What happens when, theme by theme: each function takes a scene and gives the next one."""
