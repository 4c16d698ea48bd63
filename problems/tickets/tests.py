# The answer is one label of the guide, as it is written there.
from solution import answer

assert answer == expected
