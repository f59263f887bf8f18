"""A LangChain agent whose model is a route of polyroute.

OPENAI_API_KEY=… python examples/langchain_agent.py
"""

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI

import polyroute


@tool
def get_weather(city: str, day: str) -> str:
    """The weather forecast for a city."""
    return f"{city} on {day}: dry, 17 °C"


with polyroute.Gateway() as gateway:
    model = ChatOpenAI(model="openai/gpt-5-mini", **gateway.langchain_kwargs())
    agent = create_agent(model, [get_weather])
    question = "What is the weather for a trip to Ostend on Sunday?"
    with gateway.labels(tenant="acme", feature="weather"):
        state = agent.invoke({"messages": [{"role": "user", "content": question}]})
    print(state["messages"][-1].text)
    for trace in reversed(gateway.traces()):
        print(trace.target, trace.usage.input_tokens, "+", trace.usage.output_tokens, "tokens", trace.cost_usd, "USD")
