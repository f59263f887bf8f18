"""Vertex by Google's usual credentials, Azure by an application of Entra: tokens that end, one fetch at a time."""

import base64
import hashlib
import json
import threading
from pathlib import Path
from urllib.parse import parse_qs

import pytest

import polyroute
from conftest import say

ACCOUNT = json.loads((Path(__file__).parents[2] / "tests/data/google/service_account.json").read_text())
ANSWER = {
    "candidates": [{"content": {"role": "model", "parts": [{"text": "hi"}]}, "finishReason": "STOP"}],
    "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
}


class Cloud:
    """Gives tokens `t1`, `t2` … and answers those who bear the last one."""

    def __init__(self, monkeypatch):
        import upstream

        def read(this, reader):
            # The bodies of a token's endpoint are forms.
            first = reader.readline().split()
            if not first:
                return None
            headers = {}
            while (line := reader.readline().strip()) != b"":
                name, _, value = line.partition(b":")
                headers[name.decode().lower()] = value.strip().decode()
            body = reader.read(int(headers.get("content-length", 0))).decode()
            parsed = parse_qs(body) if "urlencoded" in headers.get("content-type", "") else json.loads(body)
            return upstream.Request(first[1].decode(), headers, parsed)

        monkeypatch.setattr(upstream.Upstream, "_read", read)
        self.refuse_token = None
        self.revoked = set()
        self.given = 0
        self.lock = threading.Lock()
        self.upstream = upstream.Upstream(self.answer)
        self.url = self.upstream.url

    def answer(self, request):
        if "token" in request.path and "models" not in request.path and "openai" not in request.path:
            if self.refuse_token:
                return self.refuse_token
            with self.lock:
                self.given += 1
                return {"access_token": f"t{self.given}", "expires_in": 3600, "token_type": "Bearer"}
        bearer = request.headers.get("authorization", "")
        if bearer != f"Bearer t{self.given}" or bearer in self.revoked:
            return 401, {"error": {"code": 401, "message": "expired", "status": "UNAUTHENTICATED"}}
        if "openai" in request.path:
            return upstream_completion("hi")
        return ANSWER

    def asked(self, part):
        return [r for r in self.upstream.requests if part in r.path]


def upstream_completion(text):
    from upstream import completion

    return completion(text)


@pytest.fixture
def cloud(monkeypatch):
    for name in ("GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION", "AZURE_OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    here = Cloud(monkeypatch)
    yield here
    here.upstream.close()
    assert here.upstream.errors == []


@pytest.fixture
def vertex(cloud, monkeypatch, tmp_path):
    """`vertex(file)`: a gateway before the cloud, with these credentials."""
    made = []

    def make(credentials=ACCOUNT, **more):
        file = tmp_path / "credentials.json"
        file.write_text(json.dumps({**credentials, "token_uri": f"{cloud.url}/token"}))
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
        provider = {"type": "vertex", "base_url": cloud.url, "location": "global", **more.pop("provider", {})}
        routes = {"chat": {"targets": ["v/gemini-2.5-flash"], "retries": {"max": 0}}}
        made.append(polyroute.Gateway({"providers": {"v": provider}, "routes": routes, **more}))
        return made[-1]

    yield make
    for gateway in made:
        gateway.close()


def unpacked(part):
    return json.loads(base64.urlsafe_b64decode(part + "=="))


def test_a_service_account_signs_for_a_token_that_serves_many_calls(cloud, vertex):
    gateway = vertex()
    for _ in range(3):
        assert gateway.chat(model="chat", messages=say("hi")).text == "hi"
    path = "/v1/projects/the-project/locations/global/publishers/google/models/gemini-2.5-flash:generateContent"
    assert {r.path for r in cloud.asked("models")} == {path}
    [asked] = cloud.asked("/token")
    assert asked.body["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    head, claims, signature = asked.body["assertion"][0].split(".")
    assert unpacked(head) == {"alg": "RS256", "typ": "JWT", "kid": "made-for-tests"}
    said = unpacked(claims)
    assert (said["iss"], said["aud"]) == (ACCOUNT["client_email"], f"{cloud.url}/token")
    assert said["exp"] - said["iat"] == 3600
    # RSA with SHA-256, checked with nothing but the public modulus.
    number = int.from_bytes(base64.urlsafe_b64decode(signature + "=="), "big")
    opened = pow(number, 65537, int(ACCOUNT["modulus"], 16)).to_bytes(256, "big")
    assert opened.endswith(hashlib.sha256(f"{head}.{claims}".encode()).digest())


def test_many_threads_ask_for_one_token(cloud, vertex):
    gateway = vertex()
    texts = []
    ask = lambda: texts.append(gateway.chat(model="chat", messages=say("hi")).text)  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert (texts, cloud.given) == (["hi"] * 8, 1)


def test_a_token_is_fetched_anew_five_minutes_before_its_end(cloud, vertex):
    gateway = vertex(testing={"clock": "virtual"})
    gateway.chat(model="chat", messages=say("hi"))
    gateway._advance(54 * 60 * 1000)
    gateway.chat(model="chat", messages=say("hi"))
    assert cloud.given == 1
    gateway._advance(2 * 60 * 1000)
    gateway.chat(model="chat", messages=say("hi"))
    assert cloud.given == 2


def test_a_refused_token_is_fetched_anew_once(cloud, vertex):
    gateway = vertex()
    gateway.chat(model="chat", messages=say("hi"))
    cloud.revoked.add("Bearer t1")
    assert gateway.chat(model="chat", messages=say("hi")).text == "hi"
    assert cloud.given == 2
    cloud.revoked |= {"Bearer t2", "Bearer t3"}
    with pytest.raises(polyroute.AuthenticationError, match="expired"):
        gateway.chat(model="chat", messages=say("hi"))
    assert cloud.given == 3


def test_what_a_person_allowed_is_refreshed(cloud, vertex):
    person = {"type": "authorized_user", "client_id": "c", "client_secret": "s3cret", "refresh_token": "r/1&"}
    gateway = vertex(person, provider={"project": "p-2"})
    assert gateway.chat(model="chat", messages=say("hi")).text == "hi"
    [asked] = cloud.asked("/token")
    wanted = {
        "grant_type": ["refresh_token"],
        "client_id": ["c"],
        "client_secret": ["s3cret"],
        "refresh_token": ["r/1&"],
    }
    assert asked.body == wanted
    assert "/projects/p-2/" in cloud.asked("models")[0].path


@pytest.mark.parametrize(("status", "kind"), [(400, polyroute.AuthenticationError), (503, polyroute.UnavailableError)])
def test_where_no_token_is_given_the_error_says_so_and_tells_no_secret(cloud, vertex, status, kind):
    gateway = vertex()
    cloud.refuse_token = status, {"error": "invalid_grant", "error_description": "assertion eyJ was bad"}
    with pytest.raises(kind, match="no token was given") as error:
        gateway.chat(model="chat", messages=say("hi"))
    assert "eyJ" not in str(error.value)
    assert cloud.asked("models") == []


def test_a_preview_fetches_nothing_and_shows_no_token(cloud, vertex):
    shown = vertex().preview({"model": "chat", "messages": say("hi")})
    assert shown.headers["authorization"] == "***"
    assert cloud.upstream.requests == []


def test_what_is_missing_is_a_problem_at_load(cloud, monkeypatch, tmp_path):
    provider = {"type": "vertex", "location": "global"}
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    with pytest.raises(polyroute.ConfigError, match="no credentials"):
        polyroute.Gateway({"providers": {"v": {**provider, "project": "p"}}})
    with pytest.raises(polyroute.ConfigError, match="`project` is missing"):
        polyroute.Gateway({"providers": {"v": {**provider, "api_key": "t"}}})
    (tmp_path / "broken.json").write_text("{}")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "broken.json"))
    with pytest.raises(polyroute.ConfigError, match="type that is not available"):
        polyroute.Gateway({"providers": {"v": {**provider, "project": "p"}}})
    with pytest.raises(polyroute.ConfigError, match="has no project"):
        polyroute.Gateway({"providers": {"o": {"type": "openai", "api_key": "k", "project": "p"}}})


def test_azure_without_a_key_asks_entra(cloud, monkeypatch):
    for name, value in {
        "TENANT_ID": "ten-1",
        "CLIENT_ID": "app",
        "CLIENT_SECRET": "s3 cret",
        "AUTHORITY_HOST": cloud.url,
    }.items():
        monkeypatch.setenv(f"AZURE_{name}", value)
    config = {
        "providers": {"az": {"type": "azure_openai", "base_url": cloud.url}},
        "routes": {"chat": {"targets": ["az/gpt-4o"]}},
    }
    with polyroute.Gateway(config) as gateway:
        assert gateway.chat(model="chat", messages=say("hi")).text == "hi"
        assert gateway.chat(model="chat", messages=say("hi")).text == "hi"
    [asked] = cloud.asked("/ten-1/oauth2/v2.0/token")
    assert asked.body["grant_type"] == ["client_credentials"]
    assert asked.body["client_secret"] == ["s3 cret"]
    assert asked.body["scope"] == ["https://cognitiveservices.azure.com/.default"]
    assert "api-key" not in cloud.asked("openai")[0].headers
