"""`python3 -I runner [JOBS]`: one job from stdin, one verdict to stdout; up to JOBS of them in a container."""

import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[0] = os.path.dirname(HERE)
supervisor = importlib.import_module(f"{os.path.basename(HERE)}.supervisor")
del sys.path[0]  # answers and tests see the standard library, not us
supervisor.main(*map(int, sys.argv[1:]))
