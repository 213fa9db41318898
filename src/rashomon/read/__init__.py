"""Paths of files and folders -> raw documents, one an article, and a reason for each input that is none."""

from rashomon.read.inputs import MAX_BYTES, read_inputs
from rashomon.read.names import BY, KINDS

__all__ = ["BY", "KINDS", "MAX_BYTES", "read_inputs"]
