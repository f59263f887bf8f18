"""The first provider is down; the call does not notice.

OPENAI_API_KEY=… python examples/failover.py
"""

import polyroute

CONFIG = """
version: 1
providers:
  gone: { type: openai_compatible, base_url: "http://127.0.0.1:9/v1", api_key: none }
routes:
  chat:
    targets: [ gone/some-model, openai/gpt-5-mini ]
    retries: { max: 0 }
    deadline: 60s
"""

with polyroute.Gateway.from_yaml(CONFIG) as gateway:
    reply = gateway.chat(model="chat", messages=[{"role": "user", "content": "Where should I go from Ghent?"}])
    print(reply.text)
    for attempt in reply.polyroute.attempts:
        print(attempt.target, attempt.outcome, attempt["class"] or "", f"{attempt.ms:.0f} ms")
