import pytest

from self_harness.simulation import texts
from self_harness.simulation.code_cues import CUES
from self_harness.simulation.cues import VAGUE
from self_harness.simulation.weaknesses import BY_NAME, CODE, OUTPUT_FORMAT, TEXT, VICTIMS, WEAKNESSES, taxonomy_of

PARAPHRASES = {
    "empty_input": """
        Check what happens for an empty list
        Handle inputs with no elements first
        What if there's nothing in the input?
        Zero-length input must not crash.
        Cover the situation where no records are given.
        - Before looping, return early when the sequence is empty.""",
    "off_by_one": """
        Be precise about inclusive vs. exclusive bounds.
        Make sure the final element is processed.
        Double check < versus <= in conditions.
        Trace the loop on its first and last iteration.
        Verify index arithmetic at both ends of the range.""",
    "bool_is_int": """
        isinstance(True, int) is True, so check for bool first
        Don't treat True as 1.
        Don't use truthiness to check for None; 0 is a valid value.
        Numbers must not be booleans; test for that explicitly.""",
    "mutated_argument": """
        Don’t mutate inputs.
        Make a deep copy of the argument before you edit it.
        The caller's data must stay unchanged.
        Return new lists rather than sorting in place.
        Never alter the lists you were given.""",
    "tie_order": """
        Pay attention to how ties are resolved.
        If two entries have the same score, keep them in input order.
        Use a stable sort and the given secondary sort key.
        When scores are equal, fall back to the second criterion.""",
    "unicode_case": """
        Use str.casefold() for case insensitive comparison.
        Normalize strings (NFC) before comparing.
        Handle accented characters.
        Texts may hold characters outside ASCII.""",
    "negative_numbers": """
        What if a number is negative?
        Consider values less than 0.
        Python's floor division rounds toward negative infinity; mind it.
        Consider both signs of every number.""",
    "float_comparison": """
        Use math.isclose instead of == for floats.
        Beware of floating point precision.
        Don't convert large integers to float.
        Check for NaN.""",
    "return_type": """
        Make sure the return type matches the spec exactly.
        Return a tuple when a tuple is asked for, not a list.
        Ensure that results are lists, not generators.
        Do not return a float where an int is promised.""",
    "error_contract": """
        Raise ValueError on invalid arguments as specified.
        Validate inputs up front and throw the documented exception.
        Don't return None when the spec wants an exception.
        Reject invalid values with the exact error class.""",
    "large_input": """
        Avoid deep recursion; prefer iteration.
        Make sure it runs quickly for inputs with 10**6 elements.
        Don't write exponential-time code.
        Watch out for hitting the recursion limit.""",
    "duplicates": """
        What about duplicate values?
        The same key may appear twice.
        Don't lose duplicates by converting to a set.
        Think about inputs with the same item listed several times.""",
    "nesting": """
        Handle nested lists of any depth.
        Guard against circular references.
        Inputs may contain lists inside lists.
        Process inner lists at all depths.""",
    "rounding": """
        Python's round uses banker's rounding.
        Round only the final result.
        Delay rounding until the end.
        Apply the stated rounding rule just once.""",
    "calendar": """
        Remember leap years.
        Take care of month ends when adding months.
        Mind time zones and UTC offsets.
        Adding a month to January 31 needs a rule.""",
    "whitespace": """
        Strip whitespace from each line.
        Handle tabs and multiple spaces between fields.
        Consider Windows line endings.
        Consecutive delimiters and stray spaces need thought.""",
}
SQL = {
    "empty_input": """
        Groups without any rows must still appear, with 0.
        Use LEFT JOIN and put conditions on the right table into ON.
        Try each query on an empty table.""",
    "off_by_one": """
        BETWEEN includes both ends; settle whether that is wanted.
        Use half-open ranges for timestamps.
        Check whether the window frame includes the current row at its end.""",
    "bool_is_int": """
        Use IS NULL and IS NOT NULL to test for missing values.
        NOT IN with a NULL in the list is never true; use NOT EXISTS.
        COUNT(column) skips NULLs; COUNT(*) does not.
        Comparing anything with NULL gives NULL.""",
    "tie_order": """
        End ORDER BY with a unique column.
        Add a unique final sort key so that the order is total.
        Use RANK or DENSE_RANK instead of ROW_NUMBER where ties are kept.
        For running totals write ROWS, as RANGE takes all peers together.""",
    "unicode_case": """
        Compare names with COLLATE NOCASE where upper and lower case make no difference.
        Wrap both sides in LOWER() to compare them.""",
    "float_comparison": """
        Sums of REAL columns are inexact: never test them for equality.""",
    "return_type": """
        Cast to REAL before dividing.
        Multiply by 1.0 before a division.""",
    "large_input": """
        Avoid correlated subqueries; use window functions.
        Queries must stay fast on large data.""",
    "duplicates": """
        Joins can multiply rows: aggregate before you join.
        Check one-to-many joins for fan-out.
        Use COUNT(DISTINCT id) after a join.
        Use UNION ALL unless duplicates must go.""",
    "nesting": """
        Use a recursive CTE for hierarchies of any depth.""",
    "rounding": """
        Round only in the outermost SELECT.""",
    "calendar": """
        Let date() handle leap years and month ends.""",
    "whitespace": """
        Trim text before comparing it.""",
}
PARAPHRASED = [
    (name, line.strip())
    for of in (PARAPHRASES, SQL)
    for name, lines in of.items()
    for line in lines.strip().splitlines()
]

NEUTRAL = """
Write clean code.
Add type hints and a docstring to the function.
Keep functions small and avoid deeply nested code.
Do not duplicate code; extract helper functions.
Use blank lines between functions.
Annotate the return type of each function.
Handle all requirements of the task.
Use early returns rather than nested if statements.
Avoid premature optimisation.
You are a careful Python programmer.
Return ONLY a fenced ```python code block.
Skip the explanation and answer with code only.
""".strip().splitlines()


def test_the_taxonomy_is_the_sixteen_names_each_with_instructions_and_cues() -> None:
    assert len(WEAKNESSES) == len(BY_NAME) == 16
    assert BY_NAME.keys() == CUES.keys()
    assert {len(set(weakness.instructions)) for weakness in WEAKNESSES} == {4}


def test_each_instruction_addresses_its_own_weakness_and_no_other() -> None:
    confusion = {
        (weakness.name, seen): 0.0 for weakness in WEAKNESSES for seen in BY_NAME
    }  # row: meant, column: recognised, mean strength
    for weakness in WEAKNESSES:
        for instruction in weakness.instructions:
            for seen, strength in CODE.addressed(instruction).items():
                confusion[weakness.name, seen] += strength / len(weakness.instructions)
    assert confusion == {(meant, seen): float(meant == seen) for meant, seen in confusion}


@pytest.mark.parametrize(("name", "line"), PARAPHRASED)
def test_a_paraphrase_is_recognised(name: str, line: str) -> None:
    assert line not in BY_NAME[name].instructions
    assert CODE.addressed(line) == {name: 1.0}


@pytest.mark.parametrize("line", [*NEUTRAL, *texts.CODE.useless])
def test_a_neutral_line_addresses_nothing(line: str) -> None:
    assert CODE.addressed(line) == {}
    assert CODE.undermined(line) == frozenset()


def test_vague_lines_count_less() -> None:
    assert CODE.addressed("Handle edge cases.") == {"empty_input": VAGUE, "off_by_one": VAGUE}
    assert CODE.addressed("Validate the input.") == {"error_contract": VAGUE}
    crowded = CODE.addressed("Mind empty input, duplicates, negative numbers, ties and leap years.")
    assert crowded == dict.fromkeys(("empty_input", "duplicates", "negative_numbers", "tie_order", "calendar"), VAGUE)


def test_the_strongest_of_several_lines_counts() -> None:
    assert CODE.addressed("Handle edge cases.\nCheck for an empty list.")["empty_input"] == 1.0
    assert CODE.addressed("Think first. Check for an empty list.") == {"empty_input": 1.0}


@pytest.mark.parametrize(
    "line",
    [
        *texts.CODE.harmful,
        *texts.CODE.bloat,
        "Ignore edge cases.",
        "You may assume that all inputs are valid.",
        "Don't bother with error handling.",
        "Skip input validation.",
        "Just write the simplest thing; never mind corner cases.",
    ],
)
def test_careless_advice_undermines_and_addresses_nothing(line: str) -> None:
    assert CODE.undermined(line) >= VICTIMS
    assert CODE.addressed(line) == {}


def test_careless_advice_about_one_weakness_undermines_that_one() -> None:
    assert CODE.undermined("No need to handle empty lists.") == {"empty_input"}
    assert CODE.undermined("Don't worry about duplicate keys.") == {"duplicates"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Never assume that the input is non-empty.", "empty_input"),
        ("Do not skip the empty case.", "empty_input"),
        ("Don't ignore invalid values; raise the stated exception.", "error_contract"),
        ("Skip blank lines in the text.", "whitespace"),
        ("Don't drop duplicates.", "duplicates"),
    ],
)
def test_a_warning_against_carelessness_is_good_advice(line: str, name: str) -> None:
    assert CODE.undermined(line) == frozenset()
    assert CODE.addressed(line) == {name: 1.0}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        *((text, True) for text in OUTPUT_FORMAT.instructions),
        ("Wrap your answer in triple backticks.", True),
        ("Use one code block, no prose outside the fence.", True),
        ("Do not write anything outside the code block.", True),
        *((text, False) for text in texts.CODE.formless),
        ("Return only code.", False),
        ("Do not use markdown fences.", False),
        ("Answer in a code block.\nNo code block, please.", False),
    ],
)
def test_whether_a_code_block_is_asked_for(text: str, asks: bool) -> None:
    assert CODE.asks_for_form(text) is asks


@pytest.mark.parametrize("weakness", [*WEAKNESSES, OUTPUT_FORMAT])
def test_patterns_are_recognised_by_name_by_description_and_by_both(weakness: object) -> None:
    assert isinstance(weakness, type(OUTPUT_FORMAT))
    for text in (weakness.pattern, weakness.description, f"{weakness.pattern}\n{weakness.description}"):
        assert CODE.recognise(text) == weakness.name


def test_the_name_of_a_pattern_outweighs_its_description() -> None:
    assert CODE.recognise("Wrong order among ties\nDuplicate keys are lost. Duplicate values are too.") == "tie_order"


@pytest.mark.parametrize(
    ("name", "weakness"),
    [
        ("wrong answer: empty input", "empty_input"),
        ("wrong answer: ValueError not raised", "error_contract"),
        ("wrong answer: list instead of tuple", "return_type"),
        ("wrong answer: order", "tie_order"),
        ("exception: RecursionError", "large_input"),
        ("timeout", "large_input"),
        ("no_code_block", "output_format"),
        ("wrong answer: other", None),
    ],
)
def test_the_names_of_the_deterministic_clustering_are_recognised(name: str, weakness: str | None) -> None:
    assert CODE.recognise(f"{name}\nAnswers end in: {name}.") == weakness


@pytest.mark.parametrize(
    ("error", "weakness"),
    [
        ("RecursionError: maximum recursion depth exceeded", "large_input"),
        ("assert solution([]) == 0: returned None, expected 0", "empty_input"),
        ("assert raises(ValueError, [True])", "error_contract"),
        ("assert solution(True, 3) == 4: returned 3, expected 4", "bool_is_int"),
        ("assert type(solution([1])) is tuple", "return_type"),
        ("assert data == [3, 1]: seen [1, 3]", "mutated_argument"),
        ("assert solution('straße') == 'STRASSE'", "unicode_case"),
        ("assert solution('2024-02-29', 12) == '2025-02-28'", "calendar"),
        ("assert solution(-7, 2) == -3: returned -4, expected -3", "negative_numbers"),
        ("assert rows_on_ordinary == expected_rows", None),
        ("something else", None),
    ],
)
def test_an_error_points_to_a_weakness(error: str, weakness: str | None) -> None:
    assert CODE.from_error(error) == weakness


def test_the_weaknesses_of_texts_have_cues_that_tell_them_apart() -> None:
    assert TEXT.by_name.keys() == TEXT.cues.keys()
    assert TEXT.by_name.keys() & CODE.by_name.keys() == set()
    for weakness in TEXT.weaknesses:
        assert len(set(weakness.instructions)) == 4
        for instruction in weakness.instructions:
            assert TEXT.addressed(instruction) == {weakness.name: 1.0}, instruction
            assert TEXT.asks_for_form(f"{TEXT.form.instructions[0]}\n{instruction}"), instruction
        assert TEXT.recognise(f"{weakness.pattern}\n{weakness.description}") == weakness.name


def test_what_is_said_of_texts_has_the_effect_that_it_should_have() -> None:
    for line in TEXT.sayings.useless:
        assert (TEXT.addressed(line), TEXT.undermined(line)) == ({}, frozenset()), line
    for line in (*TEXT.sayings.harmful, *TEXT.sayings.bloat):
        assert TEXT.undermined(line) >= TEXT.victims, line
    for line in TEXT.form.instructions:
        assert TEXT.asks_for_form(line), line
    for line in TEXT.sayings.formless:
        assert not TEXT.asks_for_form(f"{TEXT.form.instructions[0]}\n{line}"), line


def test_a_taxonomy_is_found_by_the_names_of_bugs() -> None:
    assert taxonomy_of(["negation", "catch_all"]) is TEXT
    assert taxonomy_of(["duplicates"]) is CODE
    assert taxonomy_of(["duplicates", "negation"]) is None
