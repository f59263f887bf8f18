"""The scripted upstream of `tests/upstream` as a child process: scripts in, addresses out."""

import http.client
import json
import os
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
BINARY = Path(os.environ.get("POLYROUTE_UPSTREAM", ROOT / "target/debug/polyroute-upstream"))


class Scripted:
    """One process; each `start` replaces the upstreams of the one before."""

    def __init__(self, *args):
        self._process = subprocess.Popen(
            [str(BINARY), *(args or ("--script", "-"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.urls = json.loads(self._process.stdout.readline()) if args else {}

    def start(self, scripts):
        self._process.stdin.write(json.dumps(scripts) + "\n")
        self._process.stdin.flush()
        self.urls = json.loads(self._process.stdout.readline())
        if set(self.urls) != set(scripts):
            raise ValueError(self.urls.get("error"))
        return self.urls

    def report(self, name):
        """What upstream `name` has seen: requests, count, beyond, holding, closed_early."""
        return self._control(name, "GET", "/__requests")

    def release(self, name):
        self._control(name, "POST", "/__release")

    def die(self, name):
        self._control(name, "POST", "/__die")

    def wait_for_hold(self, name):
        while not self.report(name)["holding"]:
            time.sleep(0.005)

    def _control(self, name, method, path):
        connection = http.client.HTTPConnection(self.urls[name].removeprefix("http://"), timeout=10)
        try:
            connection.request(method, path, headers={"connection": "close"})
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
