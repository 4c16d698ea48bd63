"""Self-Harness: a fixed language model improves its own instructions, and a gate keeps only what really helps."""

__version__ = "0.1.0"
