# family: resources
# suite: numbers
# fooled-naive: no
import os

while True:
    os.write(2, b"flood " * 10_000)
