import asyncio
import os
import subprocess
import sys
import time
from typing import Any

import pytest

from self_harness.errors import ConfigError, FatalModelError
from self_harness.harness import START, Harness
from self_harness.model.budget import Budget
from self_harness.model.client import AnthropicModel
from self_harness.model.types import Request
from self_harness.simulation import texts
from self_harness.simulation.model import SimulatedModel
from self_harness.simulation.persona import Persona
from self_harness.simulation.transport import transport
from self_harness.simulation.weaknesses import BY_NAME, OUTPUT_FORMAT, WEAKNESSES
from self_harness.suite.kinds.extract import extract_code
from self_harness.suite.problem import BUNDLED, Problem, load_suite
from tests.trials import nth

PROBLEMS = load_suite(BUNDLED / "contracts").problems
MODEL = SimulatedModel(PROBLEMS, seed=0)
ALL_GOOD = START.model_copy(
    update={"checklist": "\n".join(min(weakness.instructions, key=len) for weakness in WEAKNESSES)}
)
NO_FENCE = START.model_copy(update={"output_format": texts.CODE.formless[0]})


def body(system: str, user: str) -> dict[str, Any]:
    return {
        "model": "simulated",
        "max_tokens": 1024,
        "temperature": 0.2,
        "system": system,
        "messages": [{"role": "user", "content": user}],
    }


def text(message: dict[str, Any]) -> str:
    answer = message["content"][0]["text"]
    assert isinstance(answer, str)
    return answer


def solve(model: SimulatedModel, harness: Harness, problem: Problem, draw: str) -> str:
    return text(model.answer(body(harness.system_prompt, problem.prompt), draw))


# Solver


@pytest.mark.parametrize(
    "harness",
    [
        START,
        ALL_GOOD,
        NO_FENCE,
        START.model_copy(update={"strategy": texts.CODE.harmful[1], "checklist": "\n".join(texts.CODE.bloat)}),
    ],
    ids=["start", "all good", "no fence", "harmful and bloated"],
)
def test_the_frequency_of_correct_answers_is_the_pass_probability(harness: Harness) -> None:
    trials = 150
    expected = variance = right = 0.0
    for problem in PROBLEMS[::4]:
        p = MODEL.pass_probability(problem, harness.system_prompt)
        expected += p * trials
        variance += p * (1 - p) * trials
        reference = (problem.solution or "").strip()
        right += sum(extract_code(solve(MODEL, harness, problem, str(i))) == reference for i in range(trials))
    assert abs(right - expected) < 3.5 * variance**0.5


def test_which_of_several_slips_shows_is_no_matter_of_the_alphabet() -> None:
    model = SimulatedModel(PROBLEMS, 0, Persona(slip=1 - 1e-9, slip_spread=1e-9))
    shown = [extract_code(solve(model, START, problem, "d")) for problem in PROBLEMS]
    first = [problem.bugs[min(problem.bugs)].strip() for problem in PROBLEMS]
    assert 0.1 < sum(a == b for a, b in zip(shown, first, strict=True)) / len(PROBLEMS) < 0.5


def test_each_answer_is_the_reference_or_a_bug() -> None:
    varied = 0
    for problem in PROBLEMS:
        known = {(problem.solution or "").strip()} | {bug.strip() for bug in problem.bugs.values()}
        seen = {extract_code(solve(MODEL, START, problem, str(i))) for i in range(30)}
        assert seen <= known
        varied += len(seen) > 1
    assert varied > 0.9 * len(PROBLEMS)


def test_the_pass_probability_is_the_product_of_the_chances_not_to_slip() -> None:
    even = Persona(slip=0.2, slip_spread=1e-9, difficulty_spread=0.0, effect=(0.75, 0.75), stubborn=0.0)
    problem = PROBLEMS[0].model_copy(update={"bugs": {"empty_input": "x = 1", "tie_order": "x = 2"}})
    model = SimulatedModel([problem], persona=even)
    fence = OUTPUT_FORMAT.instructions[0]
    instruction = BY_NAME["tie_order"].instructions[0]
    assert model.pass_probability(problem, fence) == pytest.approx(0.8 * 0.8)
    assert model.pass_probability(problem, f"{fence}\n{instruction}") == pytest.approx(0.8 * 0.95)
    assert model.pass_probability(problem, "") == pytest.approx(0.8 * 0.8 * (1 - 0.5 * 0.7))
    assert model.pass_probability(problem, f"{fence}\nHandle edge cases.") == pytest.approx(0.8 * (1 - 0.2 * 0.7))


def test_the_start_is_middling_and_good_instructions_help_for_most_seeds() -> None:
    starts, goods = [], []
    for seed in range(40):
        model = SimulatedModel(PROBLEMS, seed)
        starts.append(model.true_pass_rate(PROBLEMS, START))
        goods.append(model.true_pass_rate(PROBLEMS, ALL_GOOD))
    assert 0.45 < starts[0] < 0.7
    assert goods[0] > 0.78
    assert sum(0.45 < rate < 0.7 for rate in starts) >= 36
    assert sum(good - start > 0.15 for good, start in zip(goods, starts, strict=True)) >= 38


def test_weaknesses_differ_and_some_can_hardly_be_fixed() -> None:
    start = MODEL.true_pass_rate(PROBLEMS, START)
    gains = sorted(
        MODEL.true_pass_rate(PROBLEMS, START.model_copy(update={"checklist": weakness.instructions[0]})) - start
        for weakness in WEAKNESSES
    )
    assert gains[0] >= 0
    assert gains[-1] > 0.04
    assert gains[8] < 0.02


@pytest.mark.parametrize("harness", [START, ALL_GOOD], ids=["start", "all good"])
def test_harmful_texts_harm_and_useless_ones_never_help(harness: Harness) -> None:
    before = MODEL.true_pass_rate(PROBLEMS, harness)

    def change(**update: str) -> float:
        return MODEL.true_pass_rate(PROBLEMS, harness.model_copy(update=update)) - before

    assert max(change(strategy=line) for line in (*texts.CODE.harmful, *texts.CODE.bloat)) < -0.05
    assert max(change(output_format=line) for line in texts.CODE.formless) < -0.1
    assert max(change(strategy=line) for line in texts.CODE.useless) <= 0
    if harness == START:
        assert min(change(strategy=line) for line in texts.CODE.useless) == 0


def test_bloat_crowding_and_contradiction_cost() -> None:
    everything = "\n".join(line for weakness in WEAKNESSES for line in weakness.instructions)
    bloated = MODEL.true_pass_rate(PROBLEMS, START.model_copy(update={"checklist": everything}))
    assert bloated < MODEL.true_pass_rate(PROBLEMS, ALL_GOOD) - 0.05
    good = BY_NAME["bool_is_int"].instructions[0]
    both = f"{good}\nNo need to exclude bool where a number is required."
    kind = good + "\nBe kind." * 15
    long = good + f"\nBe {'very ' * 250}kind."
    rate, *lower = (
        MODEL.true_pass_rate(PROBLEMS, START.model_copy(update={"checklist": t})) for t in (good, both, kind, long)
    )
    assert max(lower) < rate
    lenient = SimulatedModel(PROBLEMS, 0, Persona(harm=0.0))
    rates = [lenient.true_pass_rate(PROBLEMS, START.model_copy(update={"checklist": t})) for t in (good, both)]
    assert rates[1] < rates[0]


def test_replies_depend_on_request_draw_and_seed_only() -> None:
    same, other = SimulatedModel(PROBLEMS, seed=0), SimulatedModel(PROBLEMS, seed=1)
    asked = [(problem, str(draw)) for problem in PROBLEMS[:10] for draw in range(20)]
    forward = [solve(MODEL, START, *question) for question in asked]
    backward = [solve(same, START, *question) for question in reversed(asked)]
    assert forward == backward[::-1]
    assert forward != [solve(other, START, *question) for question in asked]
    assert forward != [solve(MODEL, START, problem, f"{draw}x") for problem, draw in asked]


PROBE = """
import hashlib, sys
from self_harness.harness import START
from self_harness.suite.problem import BUNDLED, load_suite
from self_harness.simulation.model import SimulatedModel
problems = load_suite(BUNDLED / "contracts").problems
model = SimulatedModel(problems, 3)
system = START.system_prompt
replies = [model.answer({"system": system, "messages": [{"role": "user", "content": p.prompt}]}, "d") for p in problems]
print(hashlib.sha256(repr(replies).encode()).hexdigest(), model.identity)
print(sorted({"anthropic", "httpx2", "prefect", "docker"} & sys.modules.keys()))
"""


def test_replies_are_stable_over_processes_and_importing_is_light() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROBE],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().splitlines()[1] == "[]"


def test_the_message_has_the_shape_of_the_api_and_is_labelled() -> None:
    message = MODEL.answer(body(START.system_prompt, PROBLEMS[0].prompt), "d")
    assert message["id"].startswith("msg_simulated_")
    again = SimulatedModel(PROBLEMS, seed=1).answer(body(START.system_prompt, PROBLEMS[0].prompt), "d")
    assert message["id"] != again["id"]
    assert message["model"] == "simulated"
    assert (message["type"], message["role"], message["stop_reason"]) == ("message", "assistant", "end_turn")
    assert message["usage"]["input_tokens"] > len(PROBLEMS[0].prompt) / 8
    assert message["usage"]["output_tokens"] >= len(text(message)) // 4


def test_a_problem_is_recognised_within_a_longer_message_and_in_text_blocks() -> None:
    problem = PROBLEMS[3]
    wrapped = [{"type": "text", "text": f"Please solve this.\n\n{problem.prompt}\nThanks."}]
    request = body(START.system_prompt, "") | {"messages": [{"role": "user", "content": wrapped}]}
    code = extract_code(text(MODEL.answer(request, "d")))
    assert code in {(problem.solution or "").strip(), *(bug.strip() for bug in problem.bugs.values())}


def test_of_two_prompts_that_a_message_contains_the_longer_one_counts() -> None:
    short, long = (
        problem.model_copy(update={"prompt": prompt, "bugs": {"rounding": "def solution(): pass"}})
        for problem, prompt in zip(PROBLEMS, ("Add up.", "Add up. Then sort."), strict=False)
    )
    never = Persona(slip=1e-9, slip_spread=1e-9)
    for problems in ([short, long], [long, short]):
        answer = SimulatedModel(problems, 0, never).answer(body(START.system_prompt, "Task: Add up. Then sort."), "d")
        assert extract_code(text(answer)) == (long.solution or "").strip()


def test_only_known_problems_with_solution_and_bugs_are_solved() -> None:
    with pytest.raises(ConfigError, match="does not know"):
        MODEL.answer(body(START.system_prompt, "Write a poem."), "d")
    first, second = PROBLEMS[:2]
    unusable = [
        second.model_copy(update={"solution": None}),
        second.model_copy(update={"bugs": {}}),
        second.model_copy(update={"bugs": {"sloppiness": "x = 1"}}),
    ]
    for problem in unusable:
        with pytest.raises(ConfigError, match=rf"solution\.py and bugs/.*Not usable: {second.id}\."):
            SimulatedModel([first, problem])


def test_the_identity_names_what_the_replies_depend_on() -> None:
    changed = PROBLEMS[0].model_copy(update={"solution": "def solution(): ..."})
    models = [
        MODEL,
        SimulatedModel(PROBLEMS, 1),
        SimulatedModel(PROBLEMS, 0, Persona(slip=0.1)),
        SimulatedModel([changed, *PROBLEMS[1:]]),
    ]
    assert len({model.identity for model in models}) == 4
    assert SimulatedModel(PROBLEMS).identity == MODEL.identity


def test_thousands_of_answers_a_second() -> None:
    start = time.process_time()
    for draw in range(5000):
        solve(MODEL, START, PROBLEMS[draw % len(PROBLEMS)], str(draw))
    assert time.process_time() - start < 1.0


# Transport


async def test_it_answers_through_the_real_sdk() -> None:
    problem = PROBLEMS[0]
    request = Request(
        role="solver", system=START.system_prompt, user=problem.prompt, model="simulated", temperature=0.2, trial=nth(1)
    )
    budget = Budget(None, None, None)
    async with AnthropicModel(transport=transport(MODEL), simulated=True, budget=budget) as client:
        replies = await asyncio.gather(*(client.complete(request) for _ in range(4)))
        assert {reply.text for reply in replies} == {solve(MODEL, START, problem, request.key)}
        assert replies[0].model == "simulated"
        assert replies[0].request_id.startswith("req_msg_simulated_")
        with pytest.raises(FatalModelError, match="does not know"):
            await client.complete(request.model_copy(update={"user": "Write a poem."}))


async def test_the_transport_takes_the_time_it_is_told() -> None:
    import httpx2

    async with httpx2.AsyncClient(transport=transport(MODEL, delay=0.2), base_url="http://simulated") as client:
        start = time.perf_counter()
        asked = body(START.system_prompt, PROBLEMS[0].prompt)
        responses = await asyncio.gather(*(client.post("/v1/messages", json=asked) for _ in range(10)))
        assert 0.2 <= time.perf_counter() - start < 1.5
        assert {response.status_code for response in responses} == {200}
        assert (await client.get("/v1/models")).status_code == 404
