"""Benchmarks: `python -m bench NAME`. Their figures are ratios within one run, since timings are noisy."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one process for each core, and small matrices
