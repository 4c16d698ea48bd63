"""What may not get into a harness, and all that may."""

import time

import pytest

from self_harness.simulation import texts
from self_harness.simulation.weaknesses import OUTPUT_FORMAT, WEAKNESSES
from self_harness.steps.leaks import NOTHING, leak, traces
from self_harness.suite.problem import Problem, find_suite, load_suite
from self_harness.suite.settings import Settings

SUITES = {name: load_suite(find_suite(name)) for name in ("contracts", "sql")}
TRACES = {name: traces(suite.problems) for name, suite in SUITES.items()}

SIMULATED = [
    *(text for weakness in (*WEAKNESSES, OUTPUT_FORMAT) for text in weakness.instructions),
    *(weakness.description for weakness in WEAKNESSES),
    *texts.CODE.useless,
    *texts.CODE.harmful,
    *texts.CODE.formless,
    *texts.CODE.bloat,
    *(suite.problems[0].kind.start.system_prompt for suite in SUITES.values()),
]
GENERAL = [
    "Before you answer, run the examples of the task through your code in your head, then an empty and a huge input.",
    "Use `isinstance(value, int) and not isinstance(value, bool)` where a whole number is required.",
    "round(0.5), round(1.5) and round(2.5) give 0, 2 and 2; use decimal.Decimal with ROUND_HALF_UP for half up.",
    "0.1 + 0.2 is not 0.3: compare with math.isclose or keep integers.",
    "Sort with `key=lambda item: (-item.size, item.name)` to combine a descending and an ascending key.",
    "Python's recursion limit is about 1000: use a stack or collections.deque for nested data.",
    "Years divisible by 100 are leap years only if divisible by 400: 1900 is none, 2000 is one; try 28, 29, 30 and 31 days.",
    "Test the function with '', ' ', '\\t', '\\n', None, True, 0, -1, 1.0, [] and {} where the task allows them.",
    "An assertion like `assert solution(x) == y` may compare types: return a tuple when the task says tuple.",
    "Raise ValueError for a bad value and TypeError for a wrong type, checked before anything else.",
    "Assume up to 100,000 or 1,000,000 items: sort once, use a dict or set for look-ups, avoid nested loops.",
    "Copy with copy.deepcopy, list(items) or dict(mapping) before you change anything that the caller passed in.",
    "Use str.casefold() and unicodedata.normalize('NFC', text) before you compare text without regard to case.",
    "Parse dates of the form YYYY-MM-DD with datetime.date.fromisoformat and let timedelta do the arithmetic.",
    "Do not treat NULL as 0: use COALESCE or LEFT JOIN deliberately, and remember that `NOT IN` with NULL gives no rows.",
    "Use COUNT(DISTINCT key) when a join can repeat rows, and put conditions on the right table of a LEFT JOIN into ON.",
    "Integer division truncates in SQLite: multiply by 1.0 or cast to REAL before you divide.",
    "End every ORDER BY with a unique column, and use ROW_NUMBER() OVER (PARTITION BY ... ORDER BY ...) for the latest row.",
    "Compare half-open intervals with >= and <, and decide whether touching intervals overlap.",
    "When a rule has exceptions, list the cases one by one, in the order the task gives them, and write a branch for each.",
    "If two rules apply to the same input, follow the one that the task states later.",
    "Keep the order in which items first appear unless another order is asked for.",
    "Before writing code, list every edge case: empty input, single element, duplicates, negative values, and maximum sizes.",
    "Return exactly one fenced python block; include no prose, no tests, and no example usage.",
    "If the specification says 'round half up', implement it with Decimal.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP).",
    "Treat True/False as invalid when an integer is expected: check `type(x) is bool` first.",
    "When sorting by several criteria, build a tuple key and negate numeric fields for descending order.",
    "Do not mutate input lists or dicts; build new ones.",
    "For date arithmetic, use calendar.monthrange to find the last day of the month and clamp.",
    'Check whether range endpoints are inclusive or exclusive, for example whether "from 1 to 10" includes 10.',
    "Always validate argument types before values, raising TypeError before ValueError.",
    "Use casefold() rather than lower() and strip() only the whitespace the task mentions.",
    "For nested structures, recurse through dicts, lists and tuples alike.",
    "Preserve the original order of first occurrence when removing duplicates.",
    "Split only on the stated delimiter, keep empty fields, and do not trim spaces unless told to.",
    "If the input is empty return an empty list, not None.",
    "Money amounts must be computed in cents as integers, then formatted with two decimals.",
    "Count each person, customer or item once, even when a join yields duplicates.",
    "Prefer CTEs, and alias every table.",
    "Use strftime('%Y-%m', date_column) for grouping by month.",
    "Never use float for prices, taxes or rates; use Decimal or integer cents.",
    "Include rows without matches by LEFT JOIN and COALESCE(SUM(x), 0).",
    "Dates stored as text of the form YYYY-MM-DD compare correctly as strings.",
    "When ranking, decide whether tied scores share a rank and which rank comes next.",
    "Use the half-open interval convention: start <= t < end.",
    'Read the task twice and underline each word like "exactly", "at least", "at most", "only" or "unless".',
    "Verify the output format, e.g. trailing newline, padding, alignment and separators.",
    "Simulate the code on the example given in the task before answering.",
    "Reject non-ASCII digits with str.isascii() and str.isdigit().",
    "Avoid O(n^2) algorithms for inputs of 10^5 elements.",
    "Use a stable sort, and never compare values of mixed types.",
    "Names, tags and titles may have mixed case, accents or spaces; normalise only to compare, and return the original.",
    "For schedules, bookings and intervals, check touching and overlapping ranges.",
    "Weeks start on Monday in ISO; the first ISO week may belong to the previous year.",
    "For graphs and trees, guard against cycles and missing parents.",
    "For running balances, process events in time order, and break ties as stated.",
]

LEAKS = {
    "contracts": [
        # ids
        "For add-months-to-due-date, clamp the day.",
        "In tasks such as \"rank judged dives\", check the order.",
        "Think of make_page_slugs when text is cut.",
        "Freight charge by weight: round once.",
        # names
        "Check that `bands` is not empty.",
        "Validate surcharge() before use.",
        "The diver argument may repeat.",
        "Let the parameter titles be empty.",
        "Loop over `dives` and keep ties in order.",
        "departure_offset may be negative.",
        "Use a helper like per_rate for sums.",
        # values of the tests
        "A due date such as 2023-01-30 needs care.",
        "Remember that 501 grams make two units.",
        "Return 264 for the usual example.",
        "Masked text looks like \"**-**7/19\".",
        "Test with 'washer' and short words.",
        "Handle the string \"Mia Park\" first.",
        "Names such as `Zoe` come last.",
        "Round 32.25 exactly.",
        "Try \"1,234.56 EUR\" as an amount.",
        "W53 of 2020-W53 exists.",
        # copied prompt format
        "The key of a name is made in three steps.",
        "Keep at most the first 20 characters, and again remove hyphens at the end.",
        "Names whose key is empty are placed after all the others, again in the order given.",
        "A due date that is the last day of its month always moves to the last day of the target month.",
        "Remember: the base charge is units times price, and the billed weight is units * 500 g.",
        # examples of the tests
        "For instance solution([[-5], [7]]) == \"-5\\n 7\".",
        "Make sure that solution('2023-05-10', 2) works.",
        "```python\nassert solution('5') == [5]\nassert list(solution('-2..1')) == [-2, -1, 0, 1]\n```",
        "Check that `raises(ValueError, \"2023-W05-3\", 1)` holds.",
        # the same in other words
        "When the freight of a parcel is billed, add the fuel surcharge at the end.",
        "Frozen goods in a freezer need an alarm when the temperature rises.",
        "Judges may give equal marks, so a diver in a competition can share a rank.",
        'In freezer alarm problems, an alarm run needs consecutive readings.',
        'The loan repayment schedule must end with a zero balance.',
        'For slug generation, fall back to `page`.',
        'If a committee ballot is spoiled, ignore it.',
        'Use 86399 as the last second of a day.',
        'Treat the weight of 501 g as two units.',
        'A promoted role inherits permissions of its parents: expand_role_permissions.',
        'Remember that dispatch_batches may be empty.',
        'A locked meter rolls over at 9999.',
        'solution("AB12 CD34 EF56", 4) should give "**** **** EF56".',
        'Compare release tags with rc numerically: "1.4-rc2" before "1.4-rc10".',
        'Raise ValueError if weight is less than 1 or if no band fits.',
        'Divers with equal scores share a rank and stand in order.',
        'Handle the ISO weeks 2020-W53 and 2021-W01.',
        'A bill for a shipment uses the first band whose limit is at least the billed weight.',
    ],
    "sql": [
        "For customer-net-revenue subtract what was returned.",
        "The net promoter scores need care with text.",
        "Join `refunds` to its parent before you sum.",
        "Sum total_cents per customer.",
        "Always filter on placed_at.",
        "Join the employees table to shifts once.",
        "SELECT username FROM login_events only once per user.",
        "Use LEFT JOIN surveys.id for the missing ones.",
        "Write ON o.customer_id = c.id.",
        "Use 2400 minutes as the limit per week.",
        "Watch out for '2024-03-31 18:20:00'.",
        "The user 'oleg' appears with spaces.",
        "`Lindqvist` has no rows.",
        "Treat n/a and 'hotline' as text.",
        "Order_count is the number of these orders, so count once.",
        "Spaces before and after it are ignored, and upper and lower case of the letters make no difference.",
        "A refund whose amount_cents is NULL is still pending and counts as 0.",
        "Valid answers of 9 and 10 are promoters, 0 to 6 are detractors.",
        "In a survey, promoters minus detractors gives the result.",
        "Filter orders with status 'paid' before you join refunds.",
        'Use the prices row whose valid_from is the latest.',
        'For overtime, the first 2400 minutes are normal.',
        'Login events with a NULL username are ignored.',
        'Table `login_events` has a seq column.',
        'Compute promoters minus detractors over answers.',
        'Dates like 2024-07-01 08:00:00 are text.',
        'unbalanced_journal_entries: sum debits and credits.',
        'A subscription is active from started_on on.',
        'COUNT(DISTINCT customer_id) is what is needed.',
        'In article tag usage, split the tags by comma.',
        'Sum up `hourly_cents` times minutes.',
        'A NULL ended_on means that the subscription has not ended.',
        'The manager salary rollup needs a recursive query.',
    ],
}  # fmt: skip


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("text", [*SIMULATED, *GENERAL])
def test_general_advice_is_no_leak(suite: str, text: str) -> None:
    assert leak(text, TRACES[suite]) is None


@pytest.mark.parametrize(("suite", "text"), [(suite, text) for suite, leaks in LEAKS.items() for text in leaks])
def test_what_belongs_to_a_problem_is_a_leak(suite: str, text: str) -> None:
    assert leak(text, TRACES[suite])
    assert leak(text, NOTHING) is None


@pytest.mark.parametrize("suite", SUITES)
def test_every_problem_is_guarded(suite: str) -> None:
    for problem in SUITES[suite].problems:
        sentences = [line for line in problem.prompt.split("```")[0].splitlines() if len(line.split()) >= 20]
        for text in (problem.id, problem.prompt[:600], *sentences):
            assert leak(text, TRACES[suite]), (problem.id, text)


def problem(id: str = "p", prompt: str = "Do it.", tests: str = "", solution: str | None = None) -> Problem:
    return Problem(id=id, prompt=prompt, tests=tests, solution=solution)


def test_the_reason_names_the_words_and_the_problem() -> None:
    one = problem("stack-crates", "Crates of quinces stand in a depot overnight.", "assert solution(4711) == 'Kumquat'")
    found = traces([one])
    assert leak("Try 4711.", found) == "'4711' is a value of stack-crates"
    assert leak("Try `kumquat`.", found) == "'kumquat' is a value of stack-crates"
    assert leak("Quinces stand in a depot overnight.", found) == (
        "'quinces stand in a depot overnight' is in the text of stack-crates"
    )
    assert (
        leak("At the depot, stack quinces in crates.", found) == "'depot, quinces, crates' speaks of stack-crates alone"
    )
    assert leak("Depot. Quinces. Crates.", found) is None
    assert leak("At the depot, stack quinces.", found, known="Depots.") is None


def test_a_call_of_the_tests_is_a_leak_but_not_each_call() -> None:
    found = traces(
        [problem(tests="assert solution([3, 1, 2]) == [1, 2, 3]\nassert solution([]) == []\nassert solution(1)\n")]
    )
    assert leak("Check solution([3,1, 2]).", found) == "'solution 3 1 2' is in the text of p"
    for text in ("Check the solution.", "`solution([])` gives [].", "`solution(1)`", "`solution([3, 1])`"):
        assert leak(text, found) is None


def test_what_the_harness_says_already_is_no_leak() -> None:
    found = traces([problem(tests="assert solution('zebra_1') == 4711")])
    assert leak("Mind zebra_1 and 4711.", found) == "'4711' is a value of p"
    assert leak("Mind zebra_1 and 4711.", found, known="Zebra_1, 4711") is None


def test_the_suites_manner_of_speaking_is_no_leak() -> None:
    said = "Write a Python function called solution that juggles zebras."
    suite = [problem(str(number), f"{said} Variant {number}.") for number in range(3)]
    assert leak(said, traces(suite[:2]))
    assert leak(said, traces(suite)) is None


@pytest.mark.parametrize(
    ("tests", "text"),
    [
        ("# it's zebra\nassert solution('giraffe')", "Mind `giraffe`."),
        ('"""zebra\'s"""\nassert solution("giraffe")', "Mind `giraffe`."),
        ("assert solution(r'\\'', \"giraffe\")", "Mind `giraffe`."),
        ("assert solution(12_345)", "Mind 12345."),
        ("assert solution(12345)", "Mind 12,345."),
        ("assert solution(-12.75)", "Mind 12.75."),
        ("class Giraffe: pass", "Mind `Giraffe`."),
        ("assert solution(giraffe=1)", "Mind giraffe=1 in `f(giraffe=1)`."),
        ("not Python at all ' giraffe_neck", "Mind giraffe_neck."),
    ],
)
def test_tests_are_read_whatever_they_hold(tests: str, text: str) -> None:
    assert leak(text, traces([problem(tests=tests)]))


def test_trivial_values_and_builtin_names_are_nobodys() -> None:
    tests = (
        "value = [0, 1, -1, 99, 100, 1000, 255, 1024, 365, '', ' ', 'a', 'True', None, 0.5]\nlist = dict = TypeError\n"
    )
    found = traces([problem(tests=tests)])
    assert (
        leak("Try `0, 1, -1, 99, 100, 1000, 255, 1024, 365, 0.5, '', 'a', True, None, list, dict, TypeError`.", found)
        is None
    )


def test_a_thousand_problems_in_a_second() -> None:
    suite = [
        problem(
            f"problem-{number}",
            f"Zebra {number} juggles " + " ".join(f"word{number * at}" for at in range(80)),
            "\n".join(f"assert solution({number}, {at}) == 'value {number * at}'" for at in range(20)),
        )
        for number in range(1_000)
    ]
    start = time.process_time()
    found = traces(suite)
    assert leak("Mind 'value 998001'.", found) is None
    assert leak("Mind 'value 999'.", found)
    assert time.process_time() - start < 3  # a second on a quiet machine


ASSERT = "from solution import answer\nassert answer == expected\n"


def rows(count: int, label: str = "billing") -> list[Problem]:
    guide = "Give the label of the message.\n\n- `billing`: anything about invoices and money.\n- `access`: signing in."
    return [
        Problem(
            id=f"row-{number}",
            prompt=f"{guide}\n\nThe customer number {7301 + number} asks about the turquoise parasol {number}.",
            tests=f"expected = {label!r}\nrow = {{'n': {7301 + number}}}\n\n{ASSERT}",
            settings=Settings(answer="text"),
        )
        for number in range(count)
    ]


def test_the_labels_and_the_guide_of_a_suite_of_rows_are_no_leak() -> None:
    found = traces(rows(3))
    assert leak("Choose `billing` for anything about invoices and money, never 'access'.", found) is None
    assert leak("Customer 7302 is always billing.", found) is not None
    assert leak("Choose `billing` here.", traces(rows(2))) is not None, "a value of two rows only"
