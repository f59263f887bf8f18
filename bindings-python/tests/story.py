"""The story of a trip that the scripted upstream tells in any dialect: what it is asked, and what it must come to."""

import os
from pathlib import Path

import polyroute

BINARY = os.environ.get("POLYROUTE_UPSTREAM", str(Path(__file__).parents[2] / "target/debug/polyroute-upstream"))
CHAT = "chat/gpt-5-mini"
PROVIDERS = (
    CHAT,
    "responses/gpt-5-mini",
    "claude/claude-sonnet-4-5",
    "gemini/gemini-2.5-flash",
    "cohere/command-a-03-2025",
    "ollama/qwen3",
)
QUESTION = "I am in Bruges. Is a train to Ostend on Sunday a good idea? Book it if it stays dry."
ASK = [{"role": "user", "content": QUESTION}]
WEATHER, TICKET = "dry, 17 °C", "seat 14"


def get_weather(city: str, day: str) -> str:
    """The weather in a city on a day."""
    return WEATHER


def book_train(from_city: str, to_city: str, day: str) -> str:
    """Books a train."""
    return TICKET


TOOLS = {
    "get_weather": {"type": "object", "properties": {"city": {"type": "string"}, "day": {"type": "string"}}},
    "book_train": {
        "type": "object",
        "properties": {"from_city": {"type": "string"}, "to_city": {"type": "string"}, "day": {"type": "string"}},
    },
}
RESULTS = {"get_weather": WEATHER, "book_train": TICKET}


def is_booked(text):
    return TICKET in text and "Ostend" in text


def openai_tools():
    return [{"type": "function", "function": {"name": n, "parameters": p}} for n, p in TOOLS.items()]


def gateway(url, target):
    """A gateway whose route `trip` is served by one of `PROVIDERS`."""
    providers = {
        "chat": {"type": "openai_compatible", "base_url": f"{url}/v1", "api_key": "k"},
        "responses": {"type": "openai_responses", "base_url": f"{url}/v1", "api_key": "k"},
        "claude": {"type": "anthropic", "base_url": url, "api_key": "k"},
        "gemini": {"type": "gemini", "base_url": url, "api_key": "k"},
        "cohere": {"type": "cohere", "base_url": url, "api_key": "k"},
        "ollama": {"type": "ollama", "base_url": url},
    }
    routes = {"trip": {"targets": [target], "retries": {"max": 0}}}
    made = polyroute.Gateway({"version": 1, "providers": providers, "routes": routes})
    made.target = target
    return made
