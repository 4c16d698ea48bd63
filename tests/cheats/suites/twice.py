from solution import solution

# A text's letters in alphabetical order: equal for anagrams.
assert solution("listen") == solution("silent")
assert solution("ab") != solution("ac")
assert solution("ba") == "ab"
