"""How the attribution tagger in src/rashomon/data/tagger was made; `python -m training.attribution` makes it again."""
