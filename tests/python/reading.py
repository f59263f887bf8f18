"""What a reply says, whichever dialect it is in. The twin of `tests/src/reading.rs`."""

import contextlib
import json

MESSAGES = {"end_turn": "stop", "stop_sequence": "stop", "tool_use": "tool_calls", "max_tokens": "length"}
FINISH = {**MESSAGES, "refusal": "content_filter", "MAX_TOKENS": "length", "SAFETY": "content_filter"}


def text(body):
    """The text of a whole reply."""
    if not isinstance(body, dict):
        return ""
    if isinstance(body.get("content"), list):
        return "".join(block.get("text") or "" for block in body["content"])
    if "candidates" in body:
        return "".join(_said(body))
    content = _first_choice(body).get("message", {}).get("content")
    return content if isinstance(content, str) else ""


def piece(event):
    """What an event of a stream adds to the text."""
    for delta in (_first_choice(event).get("delta", {}).get("content"), (event.get("delta") or {}).get("text")):
        if isinstance(delta, str):
            return delta
    return "".join(_said(event))


def tools(body):
    """Tool calls as name and parsed arguments."""
    calls = []
    if not isinstance(body, dict):
        return calls
    for call in _first_choice(body).get("message", {}).get("tool_calls") or []:
        arguments = call["function"]["arguments"]
        with contextlib.suppress(ValueError):
            arguments = json.loads(arguments)
        calls.append({"name": call["function"]["name"], "arguments": arguments})
    blocks = body["content"] if isinstance(body.get("content"), list) else []
    calls += [{"name": b["name"], "arguments": b["input"]} for b in blocks if b["type"] == "tool_use"]
    found = [part["functionCall"] for part in _parts(body) if "functionCall" in part]
    return calls + [{"name": call["name"], "arguments": call.get("args")} for call in found]


def finish(body):
    """Why it ended, in OpenAI's words, so that a case may change its door and nothing else."""
    if not isinstance(body, dict):
        return None
    word = body.get("stop_reason") or (body.get("candidates") or [{}])[0].get("finishReason")
    if word is None:
        return _first_choice(body).get("finish_reason")
    if word == "STOP":
        return "tool_calls" if tools(body) else "stop"
    return FINISH.get(word, word)


def _first_choice(body):
    choices = body.get("choices") if isinstance(body, dict) else None
    return choices[0] if choices else {}


def _parts(body):
    candidates = body.get("candidates") or [{}]
    return (candidates[0].get("content") or {}).get("parts") or []


def _said(body):
    return [part["text"] for part in _parts(body) if "text" in part and not part.get("thought")]
