"""Tests mirror the rooms of the package."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one process for each core, and small matrices
