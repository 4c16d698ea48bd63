"""The weaknesses of answers that are text: labels and values taken from a message."""

from collections.abc import Mapping
from types import MappingProxyType

from self_harness.simulation.cues import Cues
from self_harness.simulation.weakness import Weakness

# fmt: off
WEAKNESSES: tuple[Weakness, ...] = (
    Weakness(
        name="keyword_bait", title="keyword",
        description="A striking word decides the answer, though what the message asks for is something else.",
        pattern="Follows a keyword instead of the request",
        instructions=(
            "Decide by what the message asks for, not by the words that it mentions.",
            "Do not let a single keyword decide: ask what the writer wants done.",
            "Read past striking words to the actual request.",
            "Name the writer's request to yourself before you choose, whatever terms occur.",
        ),
    ),
    Weakness(
        name="several_requests", title="several requests",
        description="The message asks for several things, and the answer follows the first one instead of the stated precedence.",
        pattern="Ignores the precedence among several requests",
        instructions=(
            "Where a message asks for several things, list them all and apply the stated precedence.",
            "Check for a second request, and let the order of precedence decide between the two.",
            "Do not stop at the first request: look for further ones and rank them as stated.",
            "With more than one request, use the priority that the task gives, not the order in the text.",
        ),
    ),
    Weakness(
        name="exception_missed", title="exception",
        description="A general rule is applied where the guide names an exception to it.",
        pattern="Overlooks an exception to a rule",
        instructions=(
            "Before you apply a rule, check whether the guide states an exception to it.",
            "Go through the exceptions in the guide one by one before you answer.",
            "An exception goes before the rule it belongs to: look for the words but, unless and except.",
            "Read each definition to its end, exceptions included.",
        ),
    ),
    Weakness(
        name="negation", title="negation",
        description="Something that the message denies, or says did not happen, is taken for a fact.",
        pattern="Takes what is denied for a fact",
        instructions=(
            "Mind negations: what a message denies does not count.",
            "Look for not, no longer and never before you take a statement for a fact.",
            "Leave out whatever the writer says is not the case.",
            "Check each statement for a negation, and treat what was ruled out as absent.",
        ),
    ),
    Weakness(
        name="catch_all", title="catch-all",
        description="The catch-all is chosen where a specific label fits, or a specific one where none fits.",
        pattern="Misuses the catch-all label",
        instructions=(
            "Use the catch-all label only after every specific label has been ruled out.",
            "Prefer a specific label to a vague one such as other, if one of them fits at all.",
            "Compare the message with every label's definition before you fall back on other.",
            "Choose other only where no definition fits, and then do choose it.",
        ),
    ),
    Weakness(
        name="stale_value", title="outdated value",
        description="A value that is corrected later in the message, or stands in an older quoted one, is taken.",
        pattern="Takes a value that was corrected or quoted",
        instructions=(
            "If a value is corrected later in the message, take the corrected one.",
            "Read to the end: a later statement replaces an earlier one.",
            "Ignore quoted older messages and take the latest value.",
            "Look for changes of mind, and use the last stated value.",
        ),
    ),
    Weakness(
        name="absent_field", title="absent value",
        description="A value that the message does not give is invented, or written as an empty text instead of null.",
        pattern="Invents a value that is not given",
        instructions=(
            "Use null for every field that the message does not state; never guess.",
            "Do not invent a missing value: an absent field is null.",
            "Fill in a field only from what the text says; else write null.",
            "Check each field for evidence in the text, and set it to null where there is none.",
        ),
    ),
    Weakness(
        name="value_form", title="form of values",
        description="A date, an amount or a count is right but not written in the form that the task asks for.",
        pattern="Writes values in the wrong form",
        instructions=(
            "Write dates and amounts exactly in the form that the task names.",
            "Convert each date to the stated format and each amount to the stated unit.",
            "Check the format of every value: digits or words, cents or euros, and the order in a date.",
            "Give numbers as JSON numbers, and dates in ISO format where the task says so.",
        ),
    ),
    Weakness(
        name="role_mixup", title="roles mixed up",
        description="Two persons or two dates of different roles are exchanged, such as guest and booker, arrival and departure.",
        pattern="Confuses the roles of persons or dates",
        instructions=(
            "Settle who plays which role: the person who writes need not be the one who is meant.",
            "Keep the roles of people apart, such as sender and guest.",
            "For each date, ask which role it has before you assign it to a field.",
            "Do not assume that the signature names the person whom the field means.",
        ),
    ),
)

CUES: Mapping[str, Cues] = MappingProxyType({
    "keyword_bait": Cues(concrete=(
        r"keyword", r"(?:striking|single|catchy|surface) (?:words?|terms?)",
        r"(?:asks?|wants?|wanted|intent|request|intention|goal)\b & words?|terms?|mention|occur",
    )),
    "several_requests": Cues(concrete=(
        r"precedence|priorit & !tie",
        r"(?:several|multiple|two|second|further|more than one|other|all) (?:things|requests?|issues?|questions?|topics?)",
        r"first request",
    )),
    "exception_missed": Cues(concrete=(r"except(?:ion|ions|ed|s)?\b", r"(?:definition|rule|guide)\w* & (?:unless|to its end)",)),
    "negation": Cues(concrete=(r"negat", r"den(?:y|ies|ied)\b", r"ruled out & absent", r"(?:says?|said) (?:is|are) not\b",
                               r"(?:no longer|did not|does not) & (?:happen|fact|case)")),
    "catch_all": Cues(concrete=(
        r"catch-?\s?all|fall-?\s?back|fall back on", r"(?:specific|vague) label", r"(?:choose|label|use) other\b",
    )),
    "stale_value": Cues(concrete=(
        r"correct(?:ed|ion|ions) & !answer",
        r"(?:later|latest|last|newest|most recent|updated|final) (?:\w+ )?(?:statement|value|date|version|number)",
        r"quot(?:ed|ation|es?)\b", r"changes? of mind|supersed|outdated|replaces? an earlier",
    )),
    "absent_field": Cues(concrete=(
        r"nulls?\b", r"(?:missing|absent|unstated) (?:\w+ )?(?:value|field|data)", r"(?:invent|guess|make up|made up|hallucinat)",
    )),
    "value_form": Cues(concrete=(
        r"(?:formats?|forms?|units?)\b & dates?|amounts?|values?|numbers?", r"iso\b|yyyy|cents & (?:or|not|in)", r"json numbers?",
    )),
    "role_mixup": Cues(concrete=(r"roles?\b", r"(?:sender|signature|writer|booker) & (?:guest|person|meant|means)")),
})
# fmt: on

VICTIMS = frozenset({"several_requests", "exception_missed", "negation", "absent_field", "stale_value"})
"""What careless advice in general makes worse."""

OUTPUT_FORMAT = Weakness(
    name="output_format",
    title="output format",
    description="The reply holds more than the answer, so that it can't be read by a program.",
    pattern="More than the answer in the reply",
    instructions=(
        "Return ONLY the answer, without any explanation.",
        "Reply with nothing but the answer itself.",
        "Answer with exactly what is asked for and nothing else.",
    ),
)
