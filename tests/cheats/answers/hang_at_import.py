# family: resources
# suite: numbers
# fooled-naive: no
import time

while True:
    time.sleep(1)
