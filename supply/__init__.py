"""How what is shipped is kept honest: digests of data files, and wheels that come out the same anywhere."""
