"""`python -m bench NAME [OPTIONS]`; each benchmark is a module, not a package, here with an `app`."""

import importlib
import pkgutil
import sys

import bench

names = sorted(
    module.name for module in pkgutil.iter_modules(bench.__path__) if not (module.ispkg or module.name.startswith("_"))
)
if len(sys.argv) < 2 or sys.argv[1] not in names:
    sys.exit(f"usage: python -m bench {{{'|'.join(names)}}} [--help]")
importlib.import_module(f"bench.{sys.argv[1]}").app(sys.argv[2:], prog_name=f"python -m bench {sys.argv[1]}")
