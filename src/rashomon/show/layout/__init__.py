"""A view -> what pages say, laid out: articles with their evidence, people, claims, copies, events; HTML comes after.

The report and the reading room fill their templates with it. Nothing is decided here.
"""
