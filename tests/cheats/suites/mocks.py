from unittest.mock import Mock

from solution import solution

# Call a function with each even member, and nothing else.
function = Mock(return_value=None)
solution(function, [1, 2, 3])
function.assert_called_once_with(2)
assert function() is None
