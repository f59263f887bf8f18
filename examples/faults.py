"""Ten faults, and what becomes of the call: one line each.

python examples/faults.py        (against a scripted provider on this machine; no key is needed)
"""

import json
import os
import subprocess
from pathlib import Path

import polyroute

UPSTREAM = os.environ.get("POLYROUTE_UPSTREAM", Path(__file__).parents[1] / "target/debug/polyroute-upstream")
ASK = [{"role": "user", "content": "What is the answer?"}]
GOOD = {"times": "forever", "reply": {"text": "The answer is forty-two.", "usage": {"in": 9, "out": 5}}}
TEXT = [{"text": "The answer "}, {"text": "is forty"}]
CALL = [{"text": "Looking. "}, {"tool": {"name": "look_up", "arguments": '{"what": '}}]

# What the first provider does, and what the route says beside its two targets.
FAULTS = {
    "the connection is reset": ({"cut": "reset", "times": 2}, {}),
    "500, then 500 again": ({"status": 500, "times": 2}, {}),
    "429, come back in 30 s": ({"status": 429, "headers": {"retry-after": "30"}}, {}),
    "a refused key": ({"status": 401}, {}),
    "200 with a portal's HTML": (
        {"headers": {"content-type": "text/html"}, "body": "<html>sign in</html>", "times": 2},
        {},
    ),
    "200 with half a JSON": (
        {"headers": {"content-type": "application/json"}, "body": '{"choices": [{"mess', "times": 2},
        {},
    ),
    "silence": ({"hold": True}, {"timeout": "200ms", "retries": {"max": 0}}),
    "slow, so a second is asked": ({"hold": True}, {"hedge": {"after": "100ms"}}),
    "a stream cut in its text": ({"sse": [*TEXT, {"delay": "20ms"}, {"cut": "reset"}]}, {"resume": "text"}),
    "a stream cut in a tool call": ({"sse": [*CALL, {"delay": "20ms"}, {"cut": "reset"}]}, {"resume": "text"}),
}


def play(upstream, name, fault, route):
    streams = "stream" in name
    second = {"times": "forever", "reply": {"text": "-two."}} if "its text" in name else GOOD
    scripts = {"first": {"script": [fault]}, "second": {"script": [second]}}
    upstream.stdin.write(json.dumps(scripts) + "\n")
    upstream.stdin.flush()
    urls = json.loads(upstream.stdout.readline())
    providers = {
        which: {"type": "openai_compatible", "base_url": f"{url}/v1", "api_key": "k"} for which, url in urls.items()
    }
    routes = {"chat": {"targets": ["first/m", "second/m"], **route}}
    with polyroute.Gateway({"version": 1, "providers": providers, "routes": routes}) as gateway:
        try:
            reply = gateway.chat(model="chat", messages=ASK, stream=streams)
            text = "".join(reply.text_stream) if streams else reply.text
            attempts = reply.polyroute.attempts
        except polyroute.PolyrouteError as error:
            text, attempts = f"{type(error).__name__}, as it must be: half a call is no call", error.attempts
    tries = ", ".join(f"{a['target'].split('/')[0]} {a['class'] or a['outcome']}" for a in map(dict, attempts))
    print(f"{name:28} {tries:45} {text}")


def main():
    upstream = subprocess.Popen(
        [str(UPSTREAM), "--script", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        for name, (fault, route) in FAULTS.items():
            play(upstream, name, fault, route)
    finally:
        upstream.stdin.close()
        upstream.wait(10)


if __name__ == "__main__":
    main()
