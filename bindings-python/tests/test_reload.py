"""Another configuration under a gateway that is open."""

import asyncio
import json
import threading

import pytest

import polyroute
from conftest import config, say
from upstream import Upstream, completion, echo


@pytest.fixture
def other():
    """A second provider, which says who it is."""
    upstream = Upstream(lambda request: completion("the other"))
    yield upstream
    upstream.close()
    assert upstream.errors == []


def ask(gateway, text="hi"):
    return gateway.chat(model="chat", messages=say(text))


def test_data_take_effect_in_every_view_and_what_is_known_goes_on(place, other):
    gateway = place().gateway
    view = gateway.with_labels(tenant="acme")
    before = ask(view)
    gateway.reload(config(other.url, budgets=[{"limit": "9 tokens", "period": "day"}]))
    assert [route.id for route in view.models()] == ["chat"]
    with pytest.raises(polyroute.BudgetError):
        ask(view)
    gateway.reload(config(other.url))
    after = ask(view)
    assert (before.text, after.text) == ("hi", "the other")
    assert before.polyroute.config != after.polyroute.config
    assert gateway.trace(before.polyroute.trace_id).labels.tenant == "acme"
    assert gateway.usage(group_by="tenant")[0].calls == 3


def test_a_file_is_read_anew_and_one_with_problems_changes_nothing(tmp_path, place, other):
    file = tmp_path / "polyroute.yaml"
    file.write_text(json.dumps(place().config))
    with polyroute.Gateway(file) as gateway:
        assert ask(gateway).text == "hi"
        file.write_text('{"routes": {"chat": {"target": []}}, "budget": []}')
        with pytest.raises(polyroute.ConfigError, match=r"(?s)targets.*budgets|budgets.*targets"):
            gateway.reload()
        assert ask(gateway).text == "hi"
        file.write_text(json.dumps(config(other.url)))
        gateway.reload()
        assert ask(gateway).text == "the other"
        with pytest.raises(polyroute.ConfigError) as told:
            gateway.reload({**config(other.url), "state": {"store": "sqlite", "path": str(tmp_path / "never.db")}})
        assert (told.value.reason, told.value.path) == ("reload", "state")
        assert not (tmp_path / "never.db").exists()
        # What was given last is what is read next.
        gateway.reload(place().config)
        gateway.reload()
        assert ask(gateway).text == "hi"


def test_a_closed_gateway_takes_no_other(place):
    gateway = place().gateway
    gateway.close()
    with pytest.raises(polyroute.InvalidRequestError, match="closed"):
        gateway.reload()


def test_a_stream_that_has_begun_ends_as_it_began(place, other):
    gateway = place().gateway
    with gateway.chat(model="chat", messages=say("one two three"), stream=True) as stream:
        next(stream)
        gateway.reload(config(other.url))
        rest = list(stream.text_stream)
    assert "".join(rest).endswith("three")
    assert stream.polyroute.attempts[-1].outcome == "served"
    assert ask(gateway).text == "the other"


def test_under_asyncio_the_loop_goes_on(place, other):
    async def main():
        async with polyroute.AsyncGateway(place().config) as gateway:
            calls = [gateway.chat(model="chat", messages=say(str(n))) for n in range(16)]
            *texts, _ = await asyncio.gather(*calls, gateway.reload(config(other.url)))
            assert {reply.text for reply in texts} <= {"the other", *map(str, range(16))}
            reply = await gateway.chat(model="chat", messages=say("x"))
            return reply.text, (await gateway.stats()).in_flight

    assert asyncio.run(main()) == ("the other", 0)


def test_threads_ask_while_others_reload_and_no_call_is_lost(place, other):
    here = place(echo)
    gateway, failed = here.gateway, []

    def asks():
        try:
            for n in range(40):
                assert ask(gateway, str(n)).text in (str(n), "the other")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=asks) for _ in range(6)]
    for thread in threads:
        thread.start()
    rounds = 0
    while any(thread.is_alive() for thread in threads):
        gateway.reload(config(other.url) if rounds % 2 else here.config)
        rounds += 1
    assert (failed, rounds > 5) == ([], True)
    assert gateway.stats().in_flight == 0
    assert gateway.usage()[0].calls == 240
