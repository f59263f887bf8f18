"""A limit for each tenant: over it, a call ends before any provider is asked.

OPENAI_API_KEY=… python examples/budgets.py
"""

import polyroute

CONFIG = """
version: 1
models:
  small: { provider: openai, model: gpt-5-mini, price: { input: "0.25 USD/M", output: "2.00 USD/M" } }
routes: { chat: { targets: [ small ] } }
budgets:
  - { scope: { tenant: "*" }, limit: 0.002 USD, period: hour, on_exceed: block }
"""

with polyroute.Gateway.from_yaml(CONFIG) as gateway:
    labels = {"tenant": "acme", "feature": "ideas"}
    for n in range(1, 100):
        messages = [{"role": "user", "content": f"Idea {n}: where to from Ghent?"}]
        try:
            reply = gateway.chat(model="chat", messages=messages, max_tokens=800, labels=labels)
            print(n, reply.polyroute.cost_usd, "USD")
        except polyroute.BudgetError as error:
            print(n, error)
            break
    for row in gateway.usage(group_by=["tenant", "feature"]):
        print(row["tenant"], row["feature"], row["calls"], "calls", row["cost_nano_usd"], "nano-USD")
