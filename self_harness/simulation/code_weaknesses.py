"""The weaknesses of programs: the taxonomy of the bundled suites of Python and SQL."""

from self_harness.simulation.weakness import Weakness

# fmt: off
WEAKNESSES: tuple[Weakness, ...] = (
    Weakness(
        name="empty_input", title="empty input",
        description="The answer takes for granted that there is at least one item and breaks on an empty argument.",
        pattern="Does not handle an empty input",
        instructions=(
            "Decide first what happens for an empty list, string or dict, and handle that case.",
            "Handle inputs with no elements before anything else.",
            "Check the code for an empty argument before you answer.",
            "Make sure that zero items give the result the task promises.",
        ),
    ),
    Weakness(
        name="off_by_one", title="off by one",
        description="A boundary counts as inclusive where it is exclusive, or the last element or window is missed.",
        pattern="Off-by-one at range boundaries",
        instructions=(
            "For each range, settle whether its ends are inclusive or exclusive, and test both ends.",
            "Check loops and slices at their first and last index for off-by-one mistakes.",
            "Test every comparison exactly at its boundary value: decide between < and <=.",
            "Count the windows and steps by hand on a small example to rule out an off-by-one.",
        ),
    ),
    Weakness(
        name="bool_is_int", title="bool, int and null confused",
        description="True and False pass as integers, a subclass of int, or 0, False and None (in SQL, NULL) are confused.",
        pattern="Confuses bool, int and null",
        instructions=(
            "bool is a subclass of int: exclude True and False where a number is required.",
            "Reject bool explicitly whenever an argument must be an integer.",
            "Test for a missing value by `is None` (in SQL, IS NULL), so that 0 and False keep their own meaning.",
            "Keep None or NULL apart from 0 and False, and True apart from 1, when you compare values.",
        ),
    ),
    Weakness(
        name="mutated_argument", title="argument changed",
        description="The caller's list or dict is modified in place, or the result shares its inner lists.",
        pattern="Mutates the caller's argument",
        instructions=(
            "Never modify the arguments; work on a copy.",
            "Leave the caller's lists and dicts as they were, nested ones included: copy before you change anything.",
            "Do not sort, pop or update an argument in place.",
            "Build a new result that shares no inner list with the input.",
        ),
    ),
    Weakness(
        name="tie_order", title="order of ties",
        description="Items that compare equal are not in the stated order: a wrong secondary key or an unstable sort.",
        pattern="Wrong order among ties",
        instructions=(
            "When you sort, state how ties are broken and implement exactly that order.",
            "Check the order of items with equal keys against the task.",
            "Sort by every key that the task names, in that sequence, and rely on a stable sort for the rest.",
            "Give each ranking its stated tie-break and try it on two items with the same score.",
        ),
    ),
    Weakness(
        name="unicode_case", title="Unicode and case",
        description="Case-insensitive comparison uses lower() instead of casefold, or Unicode is not normalised.",
        pattern="Unicode case folding or normalisation missing",
        instructions=(
            "Compare text case-insensitively with casefold, never with lower.",
            "Try every string operation on non-ASCII text: accents, combining marks and digits of other scripts.",
            "Normalise Unicode text to one form where the task compares strings.",
            "Ask whether letters outside ASCII change the outcome of a comparison of strings.",
        ),
    ),
    Weakness(
        name="negative_numbers", title="negative numbers",
        description="Negative values are forgotten, or division and remainder round the wrong way below zero.",
        pattern="Wrong results for negative numbers",
        instructions=(
            "Try negative numbers, and check the sign of each result.",
            "Remember that // and % floor for negative operands; use what the task states.",
            "Ask what each formula gives for values below zero.",
            "Cover negative values as well as positive ones in every calculation.",
        ),
    ),
    Weakness(
        name="float_comparison", title="float comparison",
        description="Floats are compared exactly, or integers or Decimals lose precision on their way through float.",
        pattern="Float equality or lost precision",
        instructions=(
            "Never compare floats with ==; use a tolerance.",
            "Keep exact values exact: do not pass integers or Decimals through float.",
            "Treat nan and inf on purpose wherever a float can reach the code.",
            "Use integer or Fraction arithmetic where a float would lose precision.",
        ),
    ),
    Weakness(
        name="return_type", title="return type",
        description="The value is right but its type is not: a list for a tuple, a float for an int.",
        pattern="Returns the wrong type",
        instructions=(
            "Return exactly the type that the task names, at every level of the result.",
            "Check the type of the result: list or tuple, int or float, never a generator unless asked for.",
            "Convert the result to the stated type on every return path.",
            "Compare the type of what you return with the specification, inner values included.",
        ),
    ),
    Weakness(
        name="error_contract", title="error contract",
        description="An invalid argument gives the wrong exception, or a value such as None where one must be raised.",
        pattern="Violates the stated exceptions",
        instructions=(
            "Raise exactly the exception class that the task states, and only in the cases it states.",
            "Validate every argument before any work and raise the stated exception at once.",
            "List each invalid input the task mentions and check which exception it must raise.",
            "Never return None or -1 where the task asks for an exception.",
        ),
    ),
    Weakness(
        name="large_input", title="large input",
        description="The answer is too slow for big inputs or exceeds the recursion limit on deep ones.",
        pattern="Too slow or too recursive for large inputs",
        instructions=(
            "Choose an algorithm that stays fast for large inputs; avoid quadratic and exponential time.",
            "Replace deep recursion by a loop with an explicit stack.",
            "Estimate the running time for a very big input before you answer.",
            "Assume that inputs may hold a hundred thousand entries, and mind the recursion limit.",
        ),
    ),
    Weakness(
        name="duplicates", title="duplicates",
        description="Elements or keys that occur more than once collapse where they must not, or the other way.",
        pattern="Mishandles duplicate elements",
        instructions=(
            "Consider elements that occur more than once: are they kept or merged?",
            "Test with duplicate elements and keys.",
            "Do not put items into a set or dict unless duplicates are meant to collapse.",
            "State what a repeated key or value does, and implement it.",
        ),
    ),
    Weakness(
        name="nesting", title="nested structures",
        description="Only one level of a nested structure is handled, or a cycle of references never ends.",
        pattern="Handles only one level of nesting",
        instructions=(
            "Follow nested structures through every level, not just the outermost.",
            "Expect cycles and self-references in linked data, and stop at what was visited already.",
            "Test nested structures three levels down, with mixed lists and dicts.",
            "Apply each rule at any depth of nested data, unless the task limits it.",
        ),
    ),
    Weakness(
        name="rounding", title="rounding",
        description="Numbers are rounded half to even where half up is stated, or too early, or truncated.",
        pattern="Rounds wrongly or too early",
        instructions=(
            "Remember that round() rounds halves to even; apply the rounding rule that the task states.",
            "Round once, at the very end, never intermediate values.",
            "Work out a value that ends in exactly one half to check the rounding mode.",
            "Keep money in whole cents and round half up or half even as stated.",
        ),
    ),
    Weakness(
        name="calendar", title="calendar",
        description="Leap years, month ends, UTC offsets, ISO weeks or the counting of days are wrong.",
        pattern="Calendar arithmetic errors",
        instructions=(
            "For dates, try leap years and the ends of months of every length.",
            "Let the datetime module do date arithmetic, month ends and UTC offsets included.",
            "Settle whether both the day a span of dates starts and the day it ends count.",
            "Check ISO weeks and time zones around the turn of the year.",
        ),
    ),
    Weakness(
        name="whitespace", title="whitespace and separators",
        description="Tabs, repeated or trailing separators, line endings or blank lines are split or stripped wrongly.",
        pattern="Splits or strips whitespace wrongly",
        instructions=(
            "When you split text, think of tabs, repeated spaces and trailing separators.",
            "Try text with blank lines, other line endings and leading or trailing whitespace.",
            "Strip and split exactly as stated: split() and split(' ') differ on runs of whitespace.",
            "Check what repeated and trailing delimiters yield in parsed text.",
        ),
    ),
)
# fmt: on

OUTPUT_FORMAT = Weakness(
    name="output_format",
    title="output format",
    description="The reply holds no fenced code block, so that no program could be taken out of it.",
    pattern="No code block in the reply",
    instructions=(
        "Return ONLY a fenced ```python code block.",
        "Put the whole program into one fenced ```python code block.",
        "Answer with exactly one ```python code block and nothing else.",
    ),
)
"""Not one of the sixteen, since no bug shows it: the reply's form is lost, not the program's content."""
