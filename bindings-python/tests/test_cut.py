"""Targets that cannot take a call: `explain` names the code and the member, and so does the error when none is left."""

import pytest

import polyroute
from conftest import say

PROVIDERS = {
    "o": {"type": "openai", "api_key": "k", "base_url": "http://127.0.0.1:9/v1"},
    "a": {"type": "anthropic", "api_key": "k", "base_url": "http://127.0.0.1:9"},
    "g": {"type": "gemini", "api_key": "k", "base_url": "http://127.0.0.1:9"},
}
PICTURE = {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}


def gateway(*targets, **route):
    return polyroute.Gateway({"providers": PROVIDERS, "routes": {"chat": {"targets": list(targets), **route}}})


def test_explain_names_code_and_member_of_every_cut():
    body = {"model": "chat", "messages": [*say("x"), {"role": "user", "content": [PICTURE]}], "n": 2}
    with gateway("o/o3-mini", "a/claude-sonnet-4-5", "o/gpt-4o") as here:
        said = here.explain(body)
        assert said.target == "o/gpt-4o"
        cut = {c.target: (c.verdict, c.field) for c in said.cut}
        assert cut == {
            "o/o3-mini": ("no_vision", "messages.1.content.0"),
            "a/claude-sonnet-4-5": ("unsupported", "n"),
        }
        assert {c.code for c in said.decision.cut} == {"no_vision", "unsupported"}


def test_a_single_target_is_explained_as_it_would_answer():
    with gateway("a/claude-sonnet-4-5") as here:
        said = here.explain(model="chat", messages=say("x"), logprobs=True)
        assert said.target is None
        assert (said.cut[0].verdict, said.cut[0].field) == ("unsupported", "logprobs")
        with pytest.raises(polyroute.InvalidRequestError) as error:
            here.chat(model="chat", messages=say("x"), logprobs=True)
        assert (error.value.path, error.value.reason, error.value.attempts) == ("logprobs", "unsupported", [])


def test_when_every_target_is_cut_the_error_names_all_of_them():
    with gateway("a/claude-sonnet-4-5", "g/gemini-2.5-flash") as here:
        with pytest.raises(polyroute.InvalidRequestError, match=r"a/claude-sonnet-4-5.*g/gemini-2.5-flash") as error:
            here.chat(model="chat", messages=say("x"), logit_bias={"1": 1})
        assert (error.value.path, error.value.reason) == ("logit_bias", "no_target")


def test_a_doubt_alone_leaves_the_last_word_to_the_provider():
    with gateway("o/o3-mini") as here:
        said = here.explain(model="chat", messages=[{"role": "user", "content": [PICTURE]}])
        assert (said.target, said.cut) == ("o/o3-mini", [])
        assert said.candidates[0].doubt.to_dict() == {"code": "no_vision", "field": "messages.0.content.0"}


def test_a_target_that_drops_is_not_cut():
    with gateway("a/claude-sonnet-4-5", "o/gpt-4o", on_unsupported="drop") as here:
        assert here.explain(model="chat", messages=say("x"), logit_bias={"1": 1}).target == "a/claude-sonnet-4-5"


def test_explain_tells_what_the_budgets_have_left():
    budgets = [{"scope": {"tenant": "*"}, "limit": "100 requests", "period": "day"}]
    with polyroute.Gateway({"providers": PROVIDERS, "budgets": budgets}) as here:
        said = here.explain(model="o/gpt-4o", messages=say("x"), labels={"tenant": "acme"})
        [left] = said.budgets
        assert (left.rule, left.unit, left.period, left.limit, left.used, left.left) == (
            "budgets[0]",
            "requests",
            "day",
            100,
            0,
            100,
        )
