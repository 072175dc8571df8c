"""What the themes work with: the scene, its steps, how things are shown, the keyboards."""

from reporting.conversation.scene.scene import Scene

__all__ = ["Scene"]
