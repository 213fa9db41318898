"""What a store holds -> the terminal, a page to share, exports, Python."""
