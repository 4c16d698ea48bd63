# family: exiting
# suite: lists
# fooled-naive: yes
import os

for path in ("/bin/true", "/usr/bin/true"):
    if os.path.exists(path):
        os.execv(path, ["true"])
raise SystemExit(0)
