"""The same stages on Spark: inputs -> Parquet tables of a store, by many machines."""
