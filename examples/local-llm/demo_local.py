"""A real small model behind polyroute, and a dead provider before it.

    make demo-local

The route asks a port that refuses first, then the local model; the answer is printed as it comes, the receipt after it.
"""

import pathlib
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import polyroute

HERE = pathlib.Path(__file__).parent
QUESTION = "Write one sentence about the sea."


def refused_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def local_model() -> Iterator[str]:
    """Runs server.mjs; gives its base URL."""
    node = shutil.which("node") or sys.exit("demo-local needs node (20 or newer)")
    server = subprocess.Popen([node, str(HERE / "server.mjs"), "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        if not line.startswith("ready "):
            sys.exit("the local model did not start")
        yield line.split()[1]
    finally:
        server.terminate()
        server.wait()


def config(local_url: str) -> dict:
    dead_url = f"http://127.0.0.1:{refused_port()}/v1"
    return {
        "providers": {
            "primary": {"type": "openai_compatible", "base_url": dead_url, "api_key": "unused"},
            "laptop": {"type": "openai_compatible", "base_url": local_url, "api_key": "unused", "region": "local"},
        },
        "models": {
            "small": {
                "provider": "laptop",
                "model": "smollm2-135m",
                "price": {"input": "0 USD/M", "output": "0 USD/M"},
            },
        },
        "routes": {"chat": {"targets": ["primary/big-model", "small"], "retries": {"max": 0}}},
    }


def main() -> None:
    question = " ".join(sys.argv[1:]) or QUESTION
    print("starting SmolLM2-135M on this machine ...", flush=True)
    with local_model() as url, polyroute.Gateway(config(url)) as gateway:
        print(f"> {question}")
        messages = [{"role": "user", "content": question}]
        with gateway.chat(model="chat", messages=messages, stream=True, max_tokens=96, temperature=0) as stream:
            for piece in stream.text_stream:
                print(piece, end="", flush=True)
        print("\n")
        receipt = stream.polyroute
        for number, attempt in enumerate(receipt["attempts"], 1):
            why = f" ({attempt['class']})" if attempt["class"] else ""
            print(f"  attempt {number}: {attempt['target']:22} {attempt['outcome']}{why}, {attempt['ms']:.0f} ms")
        usage = receipt["usage"]
        tokens = f"{usage['input_tokens']} tokens in, {usage['output_tokens']} out"
        print(f"  answered by {receipt['target']}: {tokens}, {receipt['cost_usd']} USD")


if __name__ == "__main__":
    main()
