"""Answers that are no longer true leave the cache."""

import asyncio

import pytest

import polyroute
from conftest import say

CACHED = {"cache": {"mode": "exact"}}


def kind(reply):
    return reply.polyroute.cache.kind


def test_what_fits_all_that_is_named_goes(place):
    gateway = place(route=CACHED).gateway

    def ask(tenant, menu):
        return kind(gateway.chat(model="chat", messages=say("x"), labels={"tenant": tenant, "tags": {"menu": menu}}))

    assert [ask("acme", "1"), ask("zeta", "2"), ask("acme", "1")] == ["miss", "miss", "exact"]
    assert gateway.invalidate(tag="menu=2", tenant="acme") == 0
    assert gateway.with_labels(user="u").invalidate(tag="menu=2") == 1
    assert [ask("acme", "1"), ask("zeta", "2")] == ["exact", "miss"]
    assert gateway.invalidate(route="chat") == 2
    assert gateway.stats().cache_entries == 0
    with pytest.raises(polyroute.InvalidRequestError, match="`tag`"):
        gateway.invalidate()


def test_the_same_under_asyncio(place):
    async def main():
        async with polyroute.AsyncGateway(place(route=CACHED).config) as gateway:
            seen = []
            for _ in range(2):
                seen.append(kind(await gateway.chat(model="chat", messages=say("x"))))
                seen.append(await gateway.invalidate(tenant=""))
            return seen

    assert asyncio.run(main()) == ["miss", 1, "miss", 1]
