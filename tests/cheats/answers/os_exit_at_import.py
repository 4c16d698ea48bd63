# family: exiting
# suite: lists
# fooled-naive: yes
import os

os._exit(0)
