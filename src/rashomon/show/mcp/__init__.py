"""A store -> tools for assistants that speak the Model Context Protocol: reading only, always with the words.

`server.serve` runs them; it needs the package `mcp`.
"""
