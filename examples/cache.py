"""The same question twice: the second answer comes from the cache, costs nothing, and has an id of its own.

OPENAI_API_KEY=… python examples/cache.py
"""

import polyroute

CONFIG = """
version: 1
routes:
  chat:
    targets: [ openai/gpt-5-mini ]
    cache: { mode: exact, ttl: 1h, scope: tenant }
"""

with polyroute.Gateway.from_yaml(CONFIG) as gateway:
    body = {"model": "chat", "messages": [{"role": "user", "content": "What should I pack?"}]}
    with gateway.labels(tenant="acme"):
        for reply in (gateway.chat(body), gateway.chat(body), gateway.chat(body, cache="no-store")):
            receipt = reply.polyroute
            print(f"{receipt.cache.kind:7} {receipt.ms:7.1f} ms  cost {receipt.cost_usd} USD  {reply.id}")
