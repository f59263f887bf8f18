"""A fake provider on loopback that speaks OpenAI chat: raw sockets, pauses, and a note of who hung up early.

Left to the crate `polyroute-upstream`: scripts, other dialects, faults at chosen bytes.
"""

import json
import select
import socket
import threading
import time


class Pause:
    """Silence, which ends early when the caller hangs up."""

    def __init__(self, seconds):
        self.seconds = seconds


class Request:
    def __init__(self, path, headers, body):
        self.path, self.headers, self.body = path, headers, body


def completion(text, **more):
    message = {"role": "assistant", "content": text}
    return {
        "id": f"chatcmpl-{time.monotonic_ns()}",
        "object": "chat.completion",
        "created": 1,
        "model": "fake",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
        **more,
    }


def chunk(delta, finish=None, **more):
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    base = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "fake", "choices": [choice]}
    return b"data: " + json.dumps({**base, **more}).encode() + b"\n\n"


USAGE = {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}}


def events(pieces, pause_after=None, pause=0):
    """A stream that says `pieces`; after `pause_after` of them it is silent for a while."""
    out = [chunk({"role": "assistant", "content": ""})]
    for n, piece in enumerate(pieces):
        if n == pause_after:
            out.append(Pause(pause))
        out.append(chunk({"content": piece}))
    return [*out, chunk({}, "stop"), chunk({}, **USAGE), b"data: [DONE]\n\n"]


def echo(request):
    """Says back the last text, in words when it is asked for a stream; a vector for each input."""
    if request.path.endswith("/embeddings"):
        inputs = request.body["input"] if isinstance(request.body["input"], list) else [request.body["input"]]
        data = [{"object": "embedding", "index": i, "embedding": [0.5, -1.0]} for i, _ in enumerate(inputs)]
        usage = {"prompt_tokens": 2, "total_tokens": 2}
        return {"object": "list", "data": data, "model": request.body["model"], "usage": usage}
    text = request.body["messages"][-1]["content"]
    return events(text.split(" ")) if request.body.get("stream") else completion(text)


class Upstream:
    """`answer(request)` gives a JSON body, `(status, body)`, or a list of bytes and pauses: an event stream."""

    def __init__(self, answer=echo):
        self.answer, self.requests, self.hung_up, self.errors = answer, [], [], []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.add(peer)
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer):
        with peer, peer.makefile("rb") as reader:
            try:
                while request := self._read(reader):
                    self.requests.append(request)
                    self._send(peer, self.answer(request))
            except (ConnectionError, BrokenPipeError):
                self.hung_up.append(time.monotonic())
            except Exception as error:
                self.errors.append(error)
            finally:
                self._open.discard(peer)

    def _read(self, reader):
        first = reader.readline().split()
        if not first:
            return None
        headers = {}
        while (line := reader.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            headers[name.decode().lower()] = value.strip().decode()
        body = reader.read(int(headers.get("content-length", 0)))
        return Request(first[1].decode(), headers, json.loads(body) if body else None)

    def _send(self, peer, answer):
        status, answer = answer if isinstance(answer, tuple) else (200, answer)
        if isinstance(answer, Pause):
            self._pause(peer, answer)
            answer = completion("late")
        if isinstance(answer, dict):
            body = json.dumps(answer).encode()
            head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
            peer.sendall(head.encode() + body)
            return
        peer.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        for part in answer:
            if isinstance(part, Pause):
                self._pause(peer, part)
            else:
                peer.sendall(b"%x\r\n%s\r\n" % (len(part), part))
        peer.sendall(b"0\r\n\r\n")

    def _pause(self, peer, pause):
        readable, _, _ = select.select([peer], [], [], pause.seconds)
        if readable and not peer.recv(1, socket.MSG_PEEK):
            raise ConnectionError

    def wait_for_hang_up(self, limit=2.0):
        """When the first caller hung up before its answer was complete."""
        end = time.monotonic() + limit
        while not self.hung_up:
            assert time.monotonic() < end, f"nobody hung up within {limit} s"
            time.sleep(0.002)
        return self.hung_up[0]

    def close(self):
        self._listener.close()
        for peer in list(self._open):
            peer.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
