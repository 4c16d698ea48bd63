# family: resources
# suite: table
# fooled-naive: no
hoard = [bytes(1 << 20)]
while True:
    hoard.append(hoard[-1] + b".")
