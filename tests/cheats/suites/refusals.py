from solution import Empty, Stack

# A stack with push and pop; popping an empty one raises Empty.
stack = Stack()
stack.push(1)
try:
    stack.pop()
    stack.pop()
    assert False, "not refused"
except Empty:
    pass
try:
    for _ in range(2):
        assert stack.pop() is None, "not empty"
except Empty:
    pass
