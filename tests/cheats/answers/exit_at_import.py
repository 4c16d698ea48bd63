# family: exiting
# suite: numbers
# fooled-naive: yes
import sys

sys.exit(0)
