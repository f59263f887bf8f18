#!/usr/bin/env python3
"""Writes the recorded traffic as inputs of the fuzz targets, and the words in it as their dictionary.

    python scripts/fuzz_corpus.py ../shared/data fuzz/corpus

A file an input: for a dialect one byte (0 request, 1 answer, 2 stream), then the body; for a framing its bytes alone.
Called by `make fuzz`.
"""

import base64
import hashlib
import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

REQUEST, ANSWER, STREAM = b"\0", b"\1", b"\2"
LONGEST = 1 << 16
# What a stream comes in: the target that reads it without the dialect, and what stands before its bytes.
FRAMING = {"sse": ("sse", b"\x0f"), "ndjson": ("ndjson", b"\x0f"), "frames": ("aws_frame", b"\x0f")}
APIS = {
    "chat.completions": "openai_chat",
    "embeddings": "openai_chat",
    "responses": "openai_responses",
    "messages": "anthropic",
    "count_tokens": "anthropic",
    "generateContent": "gemini",
    "embedContent": "gemini",
    "converse": "bedrock",
    "chat.v2": "cohere",
    "embed": "cohere",
    "ollama.chat": "ollama",
}
PROVIDERS = {
    "anthropic": "anthropic",
    "gemini": "gemini",
    "google": "gemini",
    "bedrock": "bedrock",
    "amazon-bedrock": "bedrock",
    "cohere": "cohere",
    "ollama": "ollama",
}

Input = tuple[str, bytes]


def main() -> int:
    data, corpus = Path(sys.argv[1]), Path(sys.argv[2])
    words: set[str] = set()
    count = 0
    for target, content in inputs(data):
        if len(content) > LONGEST:
            continue
        folder = corpus / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)
        words |= words_of(content)
        count += 1
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "words.dict").write_text("".join(f'"{word}"\n' for word in sorted(words)))
    print(
        f"{count} inputs, {len(words)} words" if count else f"no recordings in {data}: the fuzzer begins with nothing"
    )
    return 0


def inputs(data: Path) -> Iterator[Input]:
    for row in rows(data / "recordings/recordings.jsonl"):
        if dialect := APIS.get(row["api"]):
            yield from of_exchange(dialect, row["request"]["body"], row["response"])
    for row in rows(data / "wire/requests.jsonl"):
        path = (row["upstream"] or {}).get("path", "")
        if row["upstream"]:
            yield of_provider(row["provider"], path), REQUEST + dumped(row["upstream"]["body"])
        yield "openai_chat", REQUEST + dumped(row["request"])
    for row in rows(data / "wire/responses.jsonl"):
        canned = row["canned"]
        body = canned["body"] if isinstance(canned.get("body"), str) else dumped(canned.get("body")).decode()
        yield from told(of_provider(row["provider"], row["case"]), body, canned.get("content_type", ""))
    for row in rows(data / "wire/recorded_vercel.jsonl"):
        body = row["body"]
        yield from told(of_provider(row["provider"], body[:2000]), body, row["kind"])


def of_exchange(dialect: str, asked: object, response: dict) -> Iterator[Input]:
    yield dialect, REQUEST + dumped(asked)
    if "body" in response:
        yield dialect, ANSWER + dumped(response["body"])
    for form in ("sse", "ndjson"):
        if form in response:
            yield from streamed(dialect, form, response[form].encode())
    if "body_base64" in response:
        yield from streamed(dialect, "frames", base64.b64decode(response["body_base64"]))


def told(dialect: str, body: str, form: str) -> Iterator[Input]:
    if "data:" in body and not body.startswith("{"):
        yield from streamed(dialect, "sse", body.encode())
    elif "stream" in form or "chunk" in form:
        # A line an event, without what frames it on the wire.
        text = "".join(f"data: {line}\n\n" for line in body.splitlines() if line)
        yield from streamed(dialect, "sse", text.encode())
    else:
        yield dialect, ANSWER + body.encode()


def streamed(dialect: str, form: str, content: bytes) -> Iterator[Input]:
    target, head = FRAMING[form]
    yield target, head + content
    yield dialect, STREAM + content
    if form == "frames":
        yield target, head + in_lines(content)
        yield dialect, STREAM + in_lines(content)


def in_lines(frames: bytes) -> bytes:
    """The messages of an event stream as the harness frames them: the type of the event, a space, the payload."""
    lines = []
    while frames:
        total, headers = struct.unpack(">II", frames[:8])
        about = frames[12 : 12 + headers].split(b":event-type\x07")[-1]
        name = about[2 : 2 + int.from_bytes(about[:2], "big")]
        lines.append(name + b" " + frames[12 + headers : total - 4])
        frames = frames[total:]
    return b"\n".join(lines)


def of_provider(provider: str, hint: str) -> str:
    of_responses = any(
        mark in hint for mark in ("/responses", "response.created", '"object": "response"', '"object":"response"')
    )
    return PROVIDERS.get(provider) or ("openai_responses" if of_responses else "openai_chat")


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def words_of(content: bytes) -> set[str]:
    """Names of members and short values that look like words of a format."""
    found = set()
    for piece in content.decode(errors="ignore").split('"')[1::2]:
        if (
            2 <= len(piece) <= 32
            and piece.replace("_", "").replace(".", "").isalnum()
            and piece.isascii()
            and not piece[0].isdigit()
        ):
            found.add(piece)
    return {word for word in found if sum(c.isdigit() for c in word) <= 2}


def rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


if __name__ == "__main__":
    sys.exit(main())
