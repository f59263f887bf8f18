"""Labels: from arguments, blocks and bound views into the trace, never upstream."""

import asyncio
import threading

import pytest

import polyroute
from conftest import say


def labels_of(gateway, **how):
    reply = gateway.chat(model="chat", messages=say("x"), **how)
    return gateway.trace(reply.polyroute.trace_id).labels.to_dict()


def test_the_nearest_carrier_wins_and_tags_are_merged(place):
    here = place()
    gateway = here.gateway
    with gateway.labels(tenant="block", feature="search", tags={"app": "web", "tier": "free"}):
        assert labels_of(gateway) == {"tenant": "block", "feature": "search", "tags": {"app": "web", "tier": "free"}}
        assert labels_of(gateway, labels={"tenant": "argument"})["tenant"] == "argument"
        bound = gateway.with_labels(tenant="bound", tags={"tier": "paid"})
        assert labels_of(bound) == {"tenant": "bound", "feature": "search", "tags": {"app": "web", "tier": "paid"}}
        assert labels_of(bound, labels={"tenant": "argument"})["tenant"] == "argument"
        with gateway.labels(tenant="inner"):
            assert labels_of(gateway)["tenant"] == "inner"
        assert labels_of(gateway)["tenant"] == "block"
        assert labels_of(gateway, polyroute={"tenant": "body"})["tenant"] == "body"
    assert labels_of(gateway) == {}
    for request in here.upstream.requests:
        assert "polyroute" not in str(request.body)
        assert not [name for name in request.headers if "polyroute" in name]


def test_blocks_do_not_leak_into_other_threads_and_tasks(gateway):
    async def task(name):
        with gateway.labels(tenant=name):
            await asyncio.sleep(0.01)
            reply = await gateway.aio.chat(model="chat", messages=say("x"))
            return (await gateway.aio.trace(reply.polyroute.trace_id)).labels.tenant

    async def main():
        return await asyncio.gather(task("a"), task("b"), task("c"))

    assert asyncio.run(main()) == ["a", "b", "c"]
    seen = []
    with gateway.labels(tenant="here"):
        thread = threading.Thread(target=lambda: seen.append(labels_of(gateway)))
        thread.start()
        thread.join()
    assert seen == [{}]


@pytest.mark.parametrize("bare", [{"tenant": "acme"}, {"tags": {"tier": "free"}}])
def test_a_bare_label_is_refused_and_shown_where_it_belongs(gateway, bare):
    with pytest.raises(polyroute.InvalidRequestError, match="labels="):
        gateway.chat(model="chat", messages=say("x"), **bare)


@pytest.mark.parametrize("labels", [{"tennant": "x"}, {"tenant": ["x"]}, {"tags": "x"}, "acme"])
def test_labels_that_are_none_are_invalid(gateway, labels):
    with pytest.raises(polyroute.InvalidRequestError):
        gateway.chat(model="chat", messages=say("x"), labels=labels)


@pytest.mark.parametrize("options", [{"cache": "maybe"}, {"cache": {"age": 1}}, {"deadline": "soon"}, {"deadline": -1}])
def test_options_that_are_none_are_invalid(gateway, options):
    with pytest.raises(polyroute.InvalidRequestError):
        gateway.chat(model="chat", messages=say("x"), **options)


def test_the_cache_option_reaches_the_cache(place):
    here = place(route={"cache": {"mode": "exact", "ttl": "1h", "scope": "tenant"}})
    ask = lambda **how: here.gateway.chat(model="chat", messages=say("x"), **how)  # noqa: E731
    first = ask()
    hit = ask()
    assert hit.polyroute.cache.kind == "exact"
    assert hit.id != first.id
    assert ask(cache="no-store").polyroute.cache.kind == "bypass"
    assert ask(cache={"max_age": 60}).polyroute.cache.kind == "exact"
    assert ask(cache="refresh").polyroute.cache.kind != "exact"
    assert len(here.upstream.requests) == 3
