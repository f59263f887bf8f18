"""The official OpenAI client over polyroute: the client's own code stays as it is.

OPENAI_API_KEY=… python examples/openai_sdk.py
"""

import polyroute

with polyroute.Gateway() as gateway:
    client = gateway.openai()  # or OpenAI(http_client=gateway.http_client(), …) with your own options
    completion = client.chat.completions.create(
        model="openai/gpt-5-mini",
        messages=[{"role": "user", "content": "Where should I go from Ghent?"}],
        extra_headers={"x-polyroute-tenant": "acme", "x-polyroute-feature": "ideas"},
    )
    print(completion.choices[0].message.content)
    for row in gateway.usage(group_by=["tenant", "feature"]):
        print(row["tenant"], row["feature"], row["calls"], "call")
