"""Benchmarks: `python -m bench NAME`. Their figures are ratios within one run, since timings are noisy."""
