"""The shortest way: a key in the environment, no configuration.

OPENAI_API_KEY=… python examples/quickstart.py
"""

import polyroute

with polyroute.Gateway() as gateway:
    reply = gateway.chat(
        model="openai/gpt-5-mini",
        messages=[{"role": "user", "content": "What should I pack for a day at the coast?"}],
    )
    print(reply.text)
    print(reply.polyroute.target, reply.polyroute.usage.output_tokens, "tokens", reply.polyroute.cost_usd, "USD")
