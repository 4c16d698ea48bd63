"""Prefect tasks: the names, retries and caching of one call into the core each."""
