"""What a reply says, whichever dialect it is in: the twin of `tests/src/reading.rs`."""

import contextlib
import json

FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "STOP": "stop",
    "completed": "stop",
    "tool_use": "tool_calls",
    "max_output_tokens": "length",
    "max_tokens": "length",
    "MAX_TOKENS": "length",
    "refusal": "content_filter",
    "COMPLETE": "stop",
    "TOOL_CALL": "tool_calls",
    "SAFETY": "content_filter",
}


def text(body):
    """The text of a whole reply."""
    if "content" in _object(body):
        return "".join(block.get("text", "") for block in _blocks(body))
    if "output" in _object(body):
        contents = [part for item in _items(body, "message") for part in item["content"]]
        return "".join(part.get("text", "") for part in contents)
    content = _message(body).get("content")
    if isinstance(content, list):
        return "".join(block.get("text", "") for block in content)
    return content if isinstance(content, str) else _said(body)


def piece(event):
    """What an event of a stream adds to the text."""
    event = _object(event)
    chat = _choice(event).get("delta", {}).get("content")
    delta = _object(event.get("delta"))
    cohere = _object(_object(delta.get("message")).get("content")).get("text")
    ollama = _object(event.get("message")).get("content")
    response = event["delta"] if event.get("type") == "response.output_text.delta" else None
    return chat or delta.get("text") or response or cohere or ollama or _said(event)


def tools(body):
    """Tool calls as name and parsed arguments."""
    body, calls = _object(body), []
    functions = [call["function"] for call in _message(body).get("tool_calls") or []]
    for function in functions + _items(body, "function_call"):
        arguments = function["arguments"]
        # Ollama writes the object itself.
        with contextlib.suppress(ValueError):
            arguments = json.loads(arguments) if isinstance(arguments, str) else arguments
        calls.append({"name": function["name"], "arguments": arguments})
    calls += [{"name": b["name"], "arguments": b["input"]} for b in _blocks(body) if b.get("type") == "tool_use"]
    candidates = (part["functionCall"] for part in _parts(body) if "functionCall" in part)
    return calls + [{"name": call.get("name"), "arguments": call.get("args")} for call in candidates]


def finish(body):
    """In OpenAI's words, so that a case may change its door and nothing else."""
    body = _object(body)
    word = body.get("stop_reason") or (body.get("candidates") or [{}])[0].get("finishReason")
    word = word or body.get("finish_reason") or body.get("done_reason")
    if body.get("object") == "response":
        word = _object(body.get("incomplete_details")).get("reason") or body.get("status")
    if word is None:
        return _choice(body).get("finish_reason")
    finish = FINISH.get(word, word)
    return "tool_calls" if finish == "stop" and tools(body) else finish


def _object(value):
    return value if isinstance(value, dict) else {}


def _choice(body):
    return (_object(body).get("choices") or [{}])[0]


def _message(body):
    return _choice(body).get("message") or _object(_object(body).get("message"))


def _items(body, kind):
    output = _object(body).get("output")
    return [item for item in output if item.get("type") == kind] if isinstance(output, list) else []


def _blocks(body):
    content = _object(body).get("content")
    return content if isinstance(content, list) else []


def _parts(body):
    candidates = _object(body).get("candidates") or [{}]
    return candidates[0].get("content", {}).get("parts") or []


def _said(body):
    return "".join(part.get("text", "") for part in _parts(body) if part.get("thought") is not True)
