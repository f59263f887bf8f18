"""What a route with `on_unsupported: drop` lets go: by name, without a word lost, on every door."""

from typing import Any

import pytest

from polyroute import Gateway, InvalidRequestError

PROVIDERS = {
    "a": {"type": "anthropic", "api_key": "k"},
    "g": {"type": "gemini", "api_key": "k"},
    "b": {"type": "openai_compatible", "base_url": "http://127.0.0.1:9/v1"},
}
TARGETS = {"claude": "a/claude-sonnet-4-5", "gemini": "g/gemini-2.5-flash", "chat": "b/m"}
SOUND = {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}
TEXT = {"type": "text", "text": "hi"}
STORED = {"type": "file", "file": {"file_id": "file-1"}}


def gateway(policy: str) -> Gateway:
    routes = {name: {"targets": [target], "on_unsupported": policy} for name, target in TARGETS.items()}
    return Gateway({"providers": PROVIDERS, "routes": routes})


def test_blocks_that_a_target_refuses_are_named_by_their_own_places() -> None:
    body: dict[str, Any] = {
        "messages": [{"role": "user", "content": [SOUND, TEXT, STORED, TEXT]}],
        "logit_bias": {"1": 1},
    }
    with gateway("drop") as drop, gateway("error") as strict:
        said = drop.preview({"model": "claude", **body})
        assert said["error"] is None
        assert set(said["dropped"]) == {"messages.0.content.0", "messages.0.content.2", "logit_bias"}
        assert "logit_bias" not in said["mapped"]
        assert said["body"]["messages"] == [{"role": "user", "content": [TEXT, TEXT]}]
        assert drop.preview({"model": "gemini", **body})["dropped"] == ["logit_bias", "messages.0.content.2"]
        refused = strict.preview({"model": "claude", **body})
        assert refused["error"]["kind"] == "invalid_request"
        assert refused["error"]["field"] in ("messages.0.content.0", "logit_bias")
        with pytest.raises(InvalidRequestError) as error:
            strict.chat({"model": "claude", **body})
        assert error.value.path == refused["error"]["field"]
        assert error.value.attempts == []


@pytest.mark.parametrize("route", TARGETS)
def test_what_needs_kept_state_is_dropped_from_a_responses_request(route: str) -> None:
    body = {
        "input": [{"role": "user", "content": "hi"}, {"type": "item_reference", "id": "msg_1"}],
        "previous_response_id": "resp_1",
        "tools": [
            {"type": "file_search", "vector_store_ids": ["v"]},
            {"type": "function", "name": "f", "parameters": {}},
        ],
    }
    with gateway("drop") as drop, gateway("error") as strict:
        said = drop.preview({"model": route, **body}, door="responses")
        assert said["error"] is None
        assert {"input.1", "previous_response_id", "tools.0"} <= set(said["dropped"])
        assert len(said["body"]["tools"]) == 1
        assert strict.preview({"model": route, **body}, door="responses")["error"]["field"] == "previous_response_id"


def test_a_turn_of_the_conversation_is_never_dropped() -> None:
    with gateway("drop") as drop:
        said = drop.preview({"model": "claude", "messages": [{"role": "user", "content": [SOUND]}]})
        assert said["error"] is not None
        assert said["error"]["field"] == "messages.0.content.0"
