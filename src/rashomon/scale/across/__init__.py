"""Tables of single articles -> what joins them: the stages over the corpus, each at once for the whole pile."""
