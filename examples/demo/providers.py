"""The demo's providers: three fake ones that tell one story, or, with REAL=1, whatever the environment has keys for."""

import http.client
import json
import os
import subprocess
from pathlib import Path

import polyroute

FOLDER = Path(__file__).parent
BINARY = os.environ.get("POLYROUTE_UPSTREAM", str(FOLDER.parents[1] / "target/debug/polyroute-upstream"))
# A key in the environment and a model of it that takes tools.
REAL = {
    "OPENAI_API_KEY": "openai/gpt-5-mini",
    "MISTRAL_API_KEY": "mistral/mistral-small-latest",
    "GROQ_API_KEY": "groq/llama-3.3-70b-versatile",
    "DEEPSEEK_API_KEY": "deepseek/deepseek-chat",
    "OPENROUTER_API_KEY": "openrouter/openai/gpt-5-mini",
}


class Story:
    """North, south and east speak three dialects: any of them carries on where another one fell."""

    def __init__(self):
        self._process = subprocess.Popen(
            [BINARY, "--story", "trip"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._urls = json.loads(self._process.stdout.readline())
        for name, url in self._urls.items():
            # Anthropic's and Gemini's dialect have their version in the path of each call, OpenAI's in the address.
            os.environ[f"{name.upper()}_URL"] = f"{url}/v1" if name == "north" else url

    def gateway(self):
        return polyroute.Gateway(FOLDER / "polyroute.yaml")

    def kill(self, name):
        """Closes its port and resets its connections."""
        connection = http.client.HTTPConnection(self._urls[name].removeprefix("http://"))
        connection.request("POST", "/__die")
        connection.getresponse().read()
        connection.close()
        return True

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


class Real:
    """Real providers behind a dead one: nobody here can make a real one die."""

    def gateway(self):
        targets = [target for key, target in REAL.items() if os.environ.get(key)]
        if not targets:
            raise SystemExit(f"REAL=1 needs one of these in the environment: {', '.join(REAL)}")
        text = FOLDER.joinpath("real.yaml").read_text()
        return polyroute.Gateway.from_yaml(text.replace("REAL_TARGETS", ", ".join(targets)))

    def kill(self, name):
        return False

    def close(self):
        pass
