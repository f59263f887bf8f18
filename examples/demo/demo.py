"""polyroute in five events: an agent at work, providers that die, a cached answer, a limit, a bill.

No key and no network are needed: three scripted providers run on loopback, each in a dialect of its own. REAL=1 takes
the keys of the environment.
"""

import os
import tempfile
import time
from pathlib import Path

import report
from langchain.agents import create_agent
from langchain_core.messages import AIMessageChunk, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from providers import Real, Story

import polyroute

QUESTION = "I am in Ghent. Is a day trip to Ostend on Saturday a good idea? If it stays dry, book me the train."


def main():
    out = Path(tempfile.mkdtemp(prefix="polyroute-demo-"))
    os.environ["DEMO_DB"], os.environ["DEMO_TRACES"] = str(out / "polyroute.db"), str(out / "traces.jsonl")
    providers = Real() if os.environ.get("REAL") else Story()
    started = time.time()
    try:
        with providers.gateway() as gateway:
            play(gateway, providers)
            headline("Every call")
            report.calls(gateway, started)
            headline("The bill")
            report.bill(gateway, started)
    finally:
        providers.close()
    headline("Where it lies")
    print(f"  {out}/polyroute.db     ledger and trace; try: sqlite3 {out}/polyroute.db 'select * from calls'")
    print(f"  {out}/traces.jsonl     the same records, one JSON a line")


def play(gateway, providers):
    agent = travel_agent(gateway, providers)
    headline("1. An agent plans a trip; a provider dies in the middle of it, then another one")
    with gateway.labels(tenant="acme", feature="trips"):
        first = ask(agent, QUESTION)

    headline("2. The same question again: every turn comes from the cache")
    with gateway.labels(tenant="acme", feature="trips"):
        again = ask(agent, QUESTION)
    print(f"  the same answer: {first == again}")

    headline("3. Another feature, a typed call, streamed")
    messages = [{"role": "user", "content": "What should I pack for a day at the coast?"}]
    labels = {"tenant": "acme", "feature": "packing"}
    with gateway.chat(model="assistant", messages=messages, max_tokens=200, stream=True, labels=labels) as stream:
        print("  ", end="")
        for text in stream.text_stream:
            print(text, end="", flush=True)
    print(f"\n  {stream.polyroute.target}, {stream.polyroute.cost_usd} USD")

    headline("4. A tenant reaches its limit")
    hobby = gateway.with_labels(tenant="hobby", feature="ideas")
    for n in range(30):
        messages = [{"role": "user", "content": f"Idea {n}: where to from Ghent?"}]
        try:
            hobby.chat(model="assistant", messages=messages, max_tokens=200)
        except polyroute.BudgetError as error:
            print(f"  {n} calls answered, then BudgetError {error.status} before any provider was asked:")
            print(f"  {error}")
            break


def travel_agent(gateway, providers):
    """A LangChain agent whose model is the gateway; nothing else of it knows of polyroute."""
    alive = ["south", "north"]

    def one_dies():
        if alive and providers.kill(alive[-1]):
            print(f"  !! the provider `{alive.pop()}` has just died")

    @tool
    def get_weather(city: str, day: str) -> str:
        """The weather forecast for a city."""
        one_dies()
        return f"dry, 17 °C, a light wind from the sea ({city}, {day})"

    @tool
    def book_train(from_city: str, to_city: str, day: str) -> str:
        """Books a seat on a train."""
        one_dies()
        return f"seat 14, car 3, {day} 09:12, ticket PR-{len(from_city) + len(to_city):02d}47"

    model = ChatOpenAI(model="assistant", **gateway.langchain_kwargs())
    return create_agent(model, [get_weather, book_train], system_prompt="You plan day trips by train. Be brief.")


def ask(agent, question):
    """Asks, prints what comes as it comes, gives the answer."""
    print(f"  > {question}")
    answer = ""
    for message, _ in agent.stream({"messages": [{"role": "user", "content": question}]}, stream_mode="messages"):
        if isinstance(message, ToolMessage):
            print(f"  {message.name}: {message.content}")
        elif isinstance(message, AIMessageChunk) and message.text:
            print(message.text if answer else f"  {message.text}", end="", flush=True)
            answer += message.text
    print()
    return answer


def headline(text):
    print(f"\n{text}")


if __name__ == "__main__":
    main()
