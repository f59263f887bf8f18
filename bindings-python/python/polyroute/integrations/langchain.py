"""LangChain's own `ChatOpenAI` and `OpenAIEmbeddings` with the gateway as their transport, sync and async."""

from __future__ import annotations

from typing import Any

from langchain_openai import ChatOpenAI, OpenAIEmbeddings

from .._gateway import Gateway


def chat_model(gateway: Gateway, model: str, **options: Any) -> ChatOpenAI:
    """A chat model that asks `model` of the gateway: a route, or `provider/model`."""
    return ChatOpenAI(**{**gateway.langchain_kwargs(), "stream_usage": True, "model": model, **options})


def embeddings(gateway: Gateway, model: str, **options: Any) -> OpenAIEmbeddings:
    """Embeddings by `model` of the gateway. Texts are sent as text: token counts of other models mean nothing to it."""
    return OpenAIEmbeddings(
        **{**gateway.langchain_kwargs(), "check_embedding_ctx_length": False, "model": model, **options}
    )
