"""Paths of files and folders -> raw documents, one an article, and a reason for each input that is none."""

from rashomon.read.inputs import MAX_BYTES, Inputs, count_inputs, read_inputs
from rashomon.read.items import BY
from rashomon.read.names import KINDS

__all__ = ["BY", "KINDS", "MAX_BYTES", "Inputs", "count_inputs", "read_inputs"]
