"""The command line, and the entry points of deployments.

Both import `flows`, `tasks` and `sandbox`: ours, whatever else is called like that in the working directory, on PYTHONPATH
or among the installed packages.
"""

import sys

from self_harness.files import PROJECT

sys.path.insert(0, str(PROJECT))

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the gate's matrices are small: threads double its time
