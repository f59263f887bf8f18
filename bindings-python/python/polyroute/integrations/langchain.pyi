from typing import Any

from langchain_anthropic import ChatAnthropic
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

from .._gateway import Gateway

def chat_model(gateway: Gateway, model: str, **options: Any) -> ChatOpenAI:
    """A chat model that asks `model` of the gateway: a route, or `provider/model`."""

def embeddings(gateway: Gateway, model: str, **options: Any) -> OpenAIEmbeddings:
    """Embeddings by `model` of the gateway. Texts are sent as text: token counts of other models mean nothing to it."""

def anthropic_model(gateway: Gateway, model: str, **options: Any) -> ChatAnthropic:
    """A `ChatAnthropic` that asks `model` of the gateway. It has no option for its transport, so this is a subclass."""

def anthropic_class(gateway: Gateway) -> type[ChatAnthropic]:
    """`ChatAnthropic` with the gateway's clients in the place of its own."""

def google_kwargs(gateway: Gateway) -> dict[str, Any]:
    """Arguments for `ChatGoogleGenerativeAI(...)`: one transport serves its sync and its async side."""
