"""Cues of the weaknesses of programs: what words tell that a sentence speaks of one."""

from collections.abc import Mapping
from types import MappingProxyType

from self_harness.simulation.cues import Cues

_CORNERS = r"(?:edge|corner|boundary|border|degenerate|extreme|special|unusual)[ -]+(?:cases?|conditions?|inputs?)\b"

# fmt: off
CUES: Mapping[str, Cues] = MappingProxyType({
    "empty_input": Cues(
        concrete=(
            r"empty\b(?! (?:lines?|except|fields?|parts?|pieces?|tokens?|rows?))",
            r"emptiness|empties|(?:no|zero|without(?: any)?|lacks?(?: any)?) (?:\w+ )?(?:elements?|items?|entr"
            r"|records?|members?|rows?|values?|data)\b",
            r"left (?:outer )?join",
            r"length (?:of )?(?:0|zero)|zero[- ]length|len\(\w+\) == 0|nothing (?:in (?:it|the)|to process|at all)",
        ),
        hints=(_CORNERS,),
        error=r"solution\((?:\[\]|\(\)|\{\}|''|\"\"|set\(\)|b'')[,)]|empty (?:sequence|iterable)|from an empty",
    ),
    "off_by_one": Cues(
        concrete=(
            r"off[- ]by[- ]one|fence-?post|(?:upper|lower|both|end) bounds?\b",
            r"(?:inclusive|exclusive|end-?points?)\b & !date|day|month|calendar",
            r"boundar & range|loop|index|interval|window|slice|limit|inclu|value|check|test|compar & !case",
            r"(?:first and (?:the )?last\b|(?:last|final) (?:element|item|index|window|position|step|iteration))",
            r"(?:ranges?|slices?|loops?|intervals?|windows?|index|indices)\b & (?:ends?|last|stops?|bounds?"
            r"|too far|too early|one too)\b",
            r".*< (?:and|or|versus|vs\.?) <=|.*<= (?:and|or|versus|vs\.?) <|strictly (?:less|greater)",
            r"between\b & ends?\b|bounds?\b|inclu|exclu",
            r"half-?\s?open",
        ),
        hints=(_CORNERS,),
        error=r"IndexError: list index",
    ),
    "bool_is_int": Cues(
        concrete=(
            r"bool\w* & int|number|numeric|exclu|reject|subclass|isinstance|count|zero|0\b|1\b|accept|refus|disallow",
            r"(?:true|false)\b & int|number|numeric|0\b|1\b|none\b|zero|subclass",
            r"truth(?:iness|y)|falsy",
            r"none\b & identity",
            r"(?:is not |is |against )`?none\b & zero|0\b|falsy|false\b",
            r"nulls?\b & !error|exception|rais|return\w* (?:none|null)",
        ),
        error=r"solution\([^\n=]*\b(?:True|False)\b[^\n=]*\)",
    ),
    "mutated_argument": Cues(
        concrete=(
            r"(?:mutat|modif|chang|alter|in[- ]place|overwrit|side[- ]effect|updat|touch) & (?:arguments?"
            r"|parameters?|callers?|passed|inputs?|given|originals?|received)\b"
            r" & !format|large|signature",
            r"(?:cop(?:y|ies)|deepcopy|shallow) & arguments?|parameters?|inputs?|callers?|before|lists?"
            r"|dicts?|nested|inner|originals?|received",
            r"mutat & !immut|code|naming",
            r"alias|read-?only|shares? no\b|new (?:lists?|dicts?|objects?|results?)\b.* in[- ]place",
            r"(?:leave|keep|stays?|remains?)\b & (?:untouched|unchanged|intact|as (?:it|they) w)",
        ),
        error=r"^assert (?!solution|type|raises|abs|rows_on_)\w+ ==",
    ),
    "tie_order": Cues(
        concrete=(
            r"(?:ties?|tied|tie-?breaks?\w*)\b|equally (?:ranked|scored|good|large|old)",
            r"(?:equal|same|identical) (?:\w+ )?(?:keys?|counts?|scores?|ranks?|priorit|values?|weights?)"
            r" & order|sort|first|rank|test|try|keep",
            r"(?:un)?stable & sort|order",
            r"(?:sort\w*|order\w*|rank\w*) & (?:secondary|second|every|all|each|next) (?:sort )?(?:key|criteri)",
            r"(?:sort\w*|order\w*|rank\w*|second\w*) & (?:compare equal|are equal|equal (?:items|elements|entries)"
            r"|(?:keys|scores|counts|values) (?:are|is) (?:equal|the same))",
            r"wrong answer: order\b",
            r"(?:order by|sort key|sorting|ordering)\b & unique|total",
            r"dense_rank|row_number",
            r"rows\b & range\b & frame|peers|running|window",
        ),
        hints=(r"(?:stated|specified|required|correct|right|expected) (?:sort )?order\b",),
    ),
    "unicode_case": Cues(
        concrete=(
            r"case-?fold",
            r"unicode|(?:non-?)?ascii|accent|diacritic|combining (?:mark|char)|umlaut|other scripts|nfc\b|nfkc\b",
            r"case[- ]+insensitiv|ignor\w* (?:the |letter )?case\b|upper[- ]?(?:case)? (?:and"
            r"|or) lower[- ]?case|letter case",
            r"(?:collat|nocase|lower\(|upper\()",
        ),
        error=r"[^\x00-\x7f]|\\[xuN][0-9a-f{]",
    ),
    "negative_numbers": Cues(
        concrete=(
            r"negativ & !false negativ",
            r"(?:below|less than|under|smaller than) (?:zero|0)\b|minus sign|sign of|signed (?:number|value|int)|both signs",
            r"(?:floor|integer) division|(?:modulo|remainder)\b & sign|trunc|toward|floor|below",
            r"absolute values?|abs\(",
        ),
        error=r"solution\([^\n=]*(?<![\d\"'])-\d(?!\d*-)",
    ),
    "float_comparison": Cues(
        concrete=(
            r"float & compar|equal|==|exact|precis|toleran|isclose|epsilon|nan\b|inf|decimal|avoid|inaccur|los(?:e|ing)",
            r"reals?\b & compar|equal|exact|precis|toleran & !divi",
            r"nan\b|(?<!negative )infinity|(?:math\.)?isclose|epsilon|tolerance",
            r"(?:convert|pass|cast|turn)\w* & to float|through float|into float|float\(",
            r"(?:exact|integer|fraction\w*|decimal) arithmetic|precision & lo|exact|keep|numer",
        ),
        error=r"\bnan\b|\binf\b|e[+-]?\d\d|\d{16,}|Decimal\(|Fraction\(",
    ),
    "return_type": Cues(
        concrete=(
            r"(?:return|result|output|answer|yield)\w* & (?:data )?types?\b & !hint|annotat|error|exception|docstring",
            r"(?:return\w*|results?|outputs?|give)\b & (?:tuples?|generators?|iterators?)\b",
            r"(?:list|tuple|int|float|str|dict|set|nonetype|generator) instead of (?:list|tuple|int|float|str|dict|set)\b",
            r"(?:right|correct|wrong|exact) type|its type\b",
            r"divi\w* & real\b|1\.0|fraction of",
            r"(?:return|result|output)\w* & (?:an? )?(?:list|int|float|str|set|string|integer)\b.* (?:not|where"
            r"|rather than|instead of|versus|vs\.?|or) (?:an? )?(?:list|tuple|float|int|str|dict|set"
            r"|generator|string)",
        ),
        error=r"^assert type\(|\[type\(|isinstance\(",
    ),
    "error_contract": Cues(
        concrete=(
            r"rais & \w*error|exception|invalid|stated|named|specified|exact|when|instead|wherever",
            r"(?:exceptions?|(?:value|type|key|index|lookup|overflow)error)\b & class|type|stated|exact"
            r"|specif|contract|promise|ask|requir|correct|right|return|throw"
            r" & !bare|docstring",
            r"valid(?:ate|ity|ation)\b & (?:arguments?|inputs?|parameters?) & rais|reject|before|first|every"
            r"|each|all\b",
            r"return\w* (?:none|-1|null)\b & error|failure|exception|rais|instead|never",
            r"(?:invalid|malformed|bad|illegal) (?:\w+ )?(?:arguments?|inputs?|values?) & reject|refus|exception|error",
        ),
        hints=(
            r"valid(?:ate|ity|ation)\b & arguments?|inputs?|parameters?|data", r"error handling"
            r"|handle (?:all )?errors",
        ),
        error=r"assert (?:not )?raises\(|(?:Value|Type|Key|Lookup|Attribute)Error",
    ),
    "large_input": Cues(
        concrete=(
            r"recurs & deep|depth|limit|iterat|loop|stack|avoid|large|big|replac & !cyc|cte|with recursive",
            r"correlated",
            r"(?:large|huge|big|long|massive|enormous)\b & inputs?|lists?|data|sizes?|n\b|cases?|scale|time"
            r"|collections?",
            r"(?:(?:time|asymptotic|algorithmic) complexity|quadratic|exponential|linear time|o\(n|memoi[sz]"
            r"|brute[- ]force)",
            r"thousands?|millions?|10\s?(?:\*\*|\^)\s?\d",
        ),
        hints=(r"efficien|performan|fast\b|scal(?:e|able|es)\b & !code",),
        error=r"RecursionError|MemoryError|time(?:d)?[ -]?out|maximum recursion",
    ),
    "duplicates": Cues(
        concrete=(
            r"(?:duplicat|dedup) & !code\b|logic|yourself|work",
            r"(?:repeated|recurring|repeating) (?:\w+ (?:or|and) )?(?:elements?|keys?|values?|items?|entr|names?|ids?)",
            r"(?:appear|occur|come|show|list|stand|repeat)\w* (?:up )?(?:twice|more than once"
            r"|repeatedly|several times|multiple times)",
            r"same (?:element|key|value|item|name|entry|id) (?:twice|again|more|several|multiple|appear|occur)",
            r"(?:un|non-?)unique",
            r"(?:elements?|keys?|values?|items?|entries|names) (?:can|may|might|could) (?:be repeated|repeat)",
            r"unique & elements?|keys?|values?|items?|entr|multiset & !order|sort",
            r"fan-?\s?out|(?:one|many)-to-many",
            r"multipl\w* & rows?\b & join",
            r"distinct & count|rows?|joins?|ids?\b",
        ),
    ),
    "nesting": Cues(
        concrete=(
            r"nest & structur|lists?|dict|levels?|data|deep|elements?|objects?|inputs?|contain|values?"
            r" & !loops?|if\b|condition|function|code|shallow|cop(?:y|ies)|caller",
            r"(?:cycles?|cyclic\w*|circular)\b & !complexity",
            r"(?:lists?|dicts?|dictionaries|structures) (?:inside|within|in|of) (?:other )?(?:lists?|dict|structures)",
            r"self-?\s?referen|refers? (?:back )?to itself",
            r"(?:hierarch|trees?\b) & depth|level|recursive|deep",
            r"(?:every|all|each|any|arbitrary|more than one|one|multiple|several"
            r"|deeper) (?:nesting )?(?:levels?|depths?)\b & !result|return|log|type",
        ),
        error=r"\[\[\[|\{[^{}]*\{[^{}]*\{",
    ),
    "rounding": Cues(
        concrete=(
            r"round\w* & half|halves|even|banker|up\b|down\b|once|end|late|last|rule|money|cents?|mode|stated"
            r"|final|only|intermediate|early|direction|specif & !trip|bracket",
            r"half[- ](?:up|even|down)|banker",
            r"(?:money|monetary|currency|amounts?) & cents?|decimal|integers?",
        ),
        hints=(r"rounding",),
        error=r"\b\d+\.\d+",
    ),
    "calendar": Cues(
        concrete=(
            r"leap|february",
            r"months? & ends?|length|last|30|31|28|29|days?|date",
            r"time ?-?zones?|utc|daylight|dst\b|iso week|calendar|datetime",
            r"dates?\b & inclusive|arithmetic|days?|months?|years?|offsets?|span",
        ),
        error=r"date(?:time)?\(|timedelta|\b\d{4}-\d\d(?:-\d\d)?\b",
    ),
    "whitespace": Cues(
        concrete=(
            r"white-?\s?space & !indent|pep|style|your code|the code|format",
            r"tabs?\b & !indent|pep|style",
            r"spaces? & trail|lead|repeat|multiple|several|strip|split|runs?|extra|consecutive & !indent|operator|code",
            r"(?:strip|trim)\w* & lines?|fields?|tokens?|inputs?|both|split|text|strings?",
            r"split\w* & separat|delimit|trail|repeated|spaces?|tabs?|split\(\)",
            r"(?:separators?|delimiters?)\b & repeat|trail|consecutive|several|lead|doubled?|adjacent|missing",
            r"line[- ]endings?|crlf|\\r\\n|carriage|(?:blank|empty) lines? & !between|function|code|style",
        ),
        error=r"\\t|\\r|\\n|['\"] |  +\S| ['\"]",
    ),
})
# fmt: on

ERROR_ORDER = (
    "large_input", "bool_is_int", "empty_input", "return_type", "mutated_argument", "unicode_case", "calendar",
    "error_contract", "nesting", "float_comparison", "negative_numbers", "rounding", "whitespace", "off_by_one",
)  # fmt: skip
"""The more telling signs first."""
