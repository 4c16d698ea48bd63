"""A right answer is found in whatever form a model gives it: each reply holds a `solution` that adds one."""

import gzip
import json
import textwrap
from pathlib import Path

import pytest

from self_harness.suite.kinds.extract import extract_code
from self_harness.suite.kinds.syntax import Parser

F, T = "```", "~~~"
DEF = "def solution(x):\n"
GOOD = f"{DEF}    return x + 1"
BAD = f"{DEF}    return 0"
HELPED = f"{DEF}    return helper(x)"
HELPER = "def helper(x):\n    return x + 1"
FLOOR = f"{DEF}    return math.floor(x) + 1"
IMPORTING = f"import math\n{FLOOR}"
FUTURE = "from __future__ import annotations\n"
CACHED = "from functools import cache\n@cache\n"
BASE = "import math as m\nBASE = 1"
BASED = "def helper(x):\n    return m.floor(x) + BASE"
PSEUDO = "def solution(x)\n  add one"
STUB = f"{DEF}    ..."
USE = "from solution import solution\nprint(solution(1))"
TESTS = "# def solution is above\nassert solution(1) == 2"
OPEN = f'{DEF}    """draft\n    return 0'
DRAFTED = f"{HELPER}\n{BAD}"
TAB = "\t"
QUOTED = textwrap.indent(GOOD, "> ")
DOC_FENCE = f"  '''\n{F}\n  a\n{F}\n  '''\n"
DOCUMENTED = f"{DEF}{DOC_FENCE}  return x + 1"


def block(code: str, info: str = "python", fence: str = F) -> str:
    return f"{fence}{info}\n{code}\n{fence}"


def class_(method: str, before: str = "") -> str:
    return f"class Solution:\n{before}    def {method}(self, x):\n        return x + 1"


FORMS = {
    "after thoughts": f"<think>\n{block(BAD)}\n</think>\n\n{block(GOOD)}",
    "after thoughts, bare": f"<think>\n{block(BAD)}\n</think>\n\n{GOOD}",
    "after thoughts without their start": f"maybe\n{block(BAD)}\n</think>\n{GOOD}\n",
    "after thoughts with an open fence": f"<think>\n{F}python\n{BAD}\n</think>\n\n{block(GOOD)}",
    "after thoughts with odd fences": f"<think>\nuse {F} fences\n{F}\n</think>\n\n{block(GOOD)}",
    "after thoughts that end in a line": f"<think>so {F}python\n{BAD}\n{F} </think>Here: {block(GOOD)}",
    "after thoughts twice": f"<think>\n{BAD}\n</think>\nhm\n<think>\n{BAD}\n</think>\n{GOOD}",
    "after thoughts of other names": f"<THINKING>\n{BAD}\n</THINKING>\n{GOOD}",
    "after a channel": f"<|channel|>analysis<|message|>{block(BAD)}<|end|><|channel|>final<|message|>{block(GOOD)}",
    "a mark of thoughts in a string": block('def solution(x):\n    "a</think>b".split("</think>")\n    return x + 1'),
    "a mark of thoughts in a docstring": block(f'import math\n{DEF}    """to\n</think>\n"""\n    return math.floor(x) + 1'),
    "fence in a docstring": block(DOCUMENTED) + "\nDone.",
    "fence with a language in a docstring": block(f"{DEF}  '''\n{F}python\n  a\n{F}\n  '''\n  return x + 1"),
    "one fence in a docstring": block(f"{DEF}  '''\n{F}\n  a\n  '''\n  return x + 1") + "\nThat is it.",
    "fence in a docstring of the module": block(f'"""Docs\n\n{F}python\nsolution(1)\n{F}\n"""\n{GOOD}'),
    "fence in a string": block(f'FENCE = f"""\n{F}\n"""\n{GOOD}'),
    "tildes in a docstring": block(f"{DEF}  '''\n  {T}\n  a\n  {T}\n  '''\n  return x + 1", fence=T),
    "fence in a docstring, Windows lines": block(DOCUMENTED).replace("\n", "\r\n"),
    "fence in a docstring, then a use": f"{block(DOCUMENTED)}\n{block('print(solution(1))')}",
    "fence in a comment": block(f"# between {F}\n{GOOD}"),
    "draft with an open string": f'{block(OPEN)}\nAgain:\n{block(GOOD)}',
    "block quote": f"> {F}python\n{QUOTED}\n> {F}",
    "block quote in a block quote": textwrap.indent(block(GOOD), ">> "),
    "block quote without blanks": textwrap.indent(block(GOOD), ">", lambda line: True),
    "block quote with an empty line": textwrap.indent(block(f"import math\n\n{GOOD}"), "> ", lambda line: True),
    "block quote with a docstring": textwrap.indent(block(DOCUMENTED), "> "),
    "block quote without an end": f"> {F}python\n{QUOTED}\n\nDone.",
    "block quote without fences": f"So:\n\n{QUOTED}\n\nDone.",
    "list": f"- {F}python\n{textwrap.indent(GOOD, '  ')}\n  {F}",
    "numbered list": f"1. {F}python\n{textwrap.indent(GOOD, '   ')}\n   {F}",
    "list, code at the margin": f"* {F}python\n{GOOD}\n{F}",
    "quote in a list": f"- > {F}python\n{textwrap.indent(QUOTED, '  ')}\n  > {F}",
    "below a list": textwrap.indent(block(GOOD), "      "),
    "indented in its fence": block(textwrap.indent(GOOD, "        ")),
    "indented, its docstring at the margin": block("    def solution(x):\n        '''\na\n'''\n        return x + 1"),
    "indented by four blanks": f"Here:\n\n{textwrap.indent(IMPORTING, '    ')}\n\nDone.",
    "indented by a tab": f"Here:\n\n{textwrap.indent(GOOD, TAB)}\n\nDone.",
    "imports before": f"{block('import math')}\nthen\n{block(FLOOR)}",
    "all imported before": f"{block('from math import *')}\n{block(FLOOR.replace('math.', ''))}",
    "helper before": f"{block(HELPER)}\nNow:\n{block(HELPED)}\nOutput:\n{block('2', '')}",
    "helper before, without a language": f"{block(HELPER, '')}\n{block(HELPED)}",
    "helper before, which needs imports": (
        f"{block(BASE)}\n"
        f"{block(BASED)}\n{block(HELPED)}"
    ),
    "helper beside a draft": f"{block(DRAFTED)}\nFixed:\n{block(HELPED)}",
    "helper mended": f"{block(BAD.replace('solution', 'helper'))}\n{block(HELPER)}\n{block(HELPED)}",
    "helper after": f"{block(HELPED)}\nwith\n{block(HELPER)}",
    "helper with a decorator": f"{block(CACHED + HELPER)}\n{block(HELPED)}",
    "imports of annotations": f"{block('from typing import List')}\n{block(GOOD.replace('(x)', '(x: List[int]) -> List[int]'))}",
    "future imports": f"{block('import math')}\n{block(FUTURE + FLOOR)}",
    "helper fenced, solution bare": f"{block(HELPER)}\nAnd then:\n\n{HELPED}\n\nDone.",
    "pseudocode, then code": f"{block(PSEUDO, '')}\n{block(GOOD)}",
    "code, then pseudocode": f"{block(GOOD)}\nIn short:\n{block(PSEUDO)}",
    "code, then its signature": f"{block(GOOD)}\nIts signature:\n{block(STUB)}",
    "code, then a use": f"{block(GOOD)}\n{block(USE)}",
    "code, then its tests": f"{block(GOOD)}\n{block(TESTS)}",
    "draft, then code": f"{block(BAD)}\nNo:\n{block(GOOD)}",
    "draft, then code without an end": f"{block(BAD)}\nNo:\n{F}python\n{GOOD}",
    "code without a language, then a use": f"{block(GOOD, '')}\n{block('assert solution(1) == 2')}",
    "class Solution": block(class_("solution")),
    "class Solution with another method": block(class_("addOne", "    def __init__(self):\n        self.a = 1\n")),
    "class Solution, bare": f"Sure:\n\n{class_('solution')}\n\nDone.",
    "class Solution with a name for its method": block(f"{class_('go')}\n\nsolution = Solution().go"),
    "lambda": "solution = lambda x: x + 1",
    "typed lambda": block("from typing import Callable\nsolution: Callable = lambda x: x + 1"),
    "assigned": block(f"{GOOD.replace('solution', 'f')}\nsolution, other = f, None"),
    "defined under a condition": block(f"import sys\nif sys.version_info > (3,):\n{textwrap.indent(GOOD, '    ')}"),
    "fence behind prose": f"Here is the code: {block(GOOD)}",
    "bold fence": f"**{F}python**\n{GOOD}\n{F}",
    "fence at the end of the code": f"{F}python\n{GOOD}{F}\nIt adds one.",
    "prose behind the closing fence": f"{block(GOOD)} That's it.\n\nIt's short.",
    "token behind the closing fence": f"{block(GOOD)}<|im_end|>",
    "token without a closing fence": f"{F}python\n{GOOD}\n<|endoftext|>",
    "shorter closing fence": f"````python\n{GOOD}\n{F}\nHope that helps",
    "longer closing fence": f"{F}python\n{GOOD}\n````",
    "indented closing fence": f"{F}python\n{GOOD}\n    {F}\nDone",
    "full-width fence": f"\uff40\uff40\uff40python\n{GOOD}\n\uff40\uff40\uff40",
    "one line": f"{F}python def solution(x): return x + 1{F}",
    "one line in a sentence": "It is `def solution(x): return x + 1`.",
    "tags of a model": f"[PYTHON]\n{GOOD}\n[/PYTHON]",
    "tags of an answer": f"<answer>{GOOD}</answer>",
    "HTML": f'<pre><code class="language-python">{GOOD} if x &lt; 5 else x + 1\n</code></pre>',
    "characters escaped for HTML": block("def solution(x):\n    s = &quot;a&quot;\n    return x + 1"),
    "session": block(">>> def solution(x):\n...     return x + 1\n...\n>>> solution(1)\n2", "pycon"),
    "diff": block(textwrap.indent(GOOD, "+"), "diff"),
    "line numbers": block("1 def solution(x):\n2     return x + 1"),
    "hard blanks": block("def solution(x):\n\u00a0\u00a0\u00a0\u00a0return x + 1"),
    "JSON": '{"code": "def solution(x):\\n    return x + 1"}',
    "JSON in a block": block('{"language": "python", "code": "def solution(x):\\n    return x + 1"}', "json"),
    "mark before the fence": f"\ufeff{block(GOOD)}",
    "mark before the code": block(f"\ufeff{GOOD}"),
    "mark before bare code": f"\ufeff{GOOD}",
    "markdown in markdown": block(f"# Text\n\n{block('x', 'text', '````')}\n{block(GOOD)}", "markdown", "`````"),
    "markdown in markdown of equal length": f"{F}markdown\nText\n\n{block(GOOD)}\n\nMore.\n{F}",
    "folded away": f"<details>\n<summary>Code</summary>\n\n{block(GOOD)}\n</details>",
} | {
    f"language {info!r}": block(GOOD, info)
    for info in ("Python 3", "python3.11", "python:a.py", 'py title="a b.py"', " python", "{.python .x}", "ipython")
}  # fmt: skip


@pytest.mark.parametrize("reply", FORMS.values(), ids=FORMS)
def test_the_answer_is_found(reply: str) -> None:
    code = extract_code(reply)
    assert code is not None
    scope: dict[str, object] = {"__name__": "solution"}
    exec(compile(code, "answer", "exec"), scope)
    solution = scope["solution"]
    assert callable(solution)
    assert solution(1) == 2


def test_replies_of_a_small_model() -> None:
    """195 replies of Qwen2.5-Coder-0.5B to problems of HumanEval: nine hold no program that parses, and say why."""
    with gzip.open(Path(__file__).with_name("replies.jsonl.gz"), "rt", encoding="utf-8") as lines:
        codes = [extract_code(json.loads(line)["text"]) for line in lines]
    assert len(codes) == 195
    assert None not in codes
    parser = Parser(10_000_000)
    assert sum(parser.fault(code or "") is None for code in codes) == 186
