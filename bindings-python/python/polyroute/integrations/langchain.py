"""LangChain's own chat models and embeddings with the gateway as their transport, sync and async.

Each function needs only the LangChain package of the client that it makes.
"""

from .._clients import ADDRESS, KEY


def chat_model(gateway, model, **options):
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(**{**gateway.langchain_kwargs(), "stream_usage": True, "model": model, **options})


def embeddings(gateway, model, **options):
    from langchain_openai import OpenAIEmbeddings

    own = {"check_embedding_ctx_length": False, "model": model}
    return OpenAIEmbeddings(**{**gateway.langchain_kwargs(), **own, **options})


def anthropic_model(gateway, model, **options):
    own = {"api_key": KEY, "base_url": ADDRESS, "max_retries": 0, "model": model}
    return anthropic_class(gateway)(**{**own, **options})


def anthropic_class(gateway):
    from functools import cached_property

    from langchain_anthropic import ChatAnthropic

    class GatewayChatAnthropic(ChatAnthropic):
        @cached_property
        def _client(self):
            return gateway.anthropic(**self._client_params)

        @cached_property
        def _async_client(self):
            return gateway.async_anthropic(**self._client_params)

    return GatewayChatAnthropic


def google_kwargs(gateway):
    return {
        "google_api_key": KEY,
        "base_url": ADDRESS,
        # Google's client counts the first try; 0 would mean its default.
        "max_retries": 1,
        "client_args": {"transport": gateway.transport()},
    }
