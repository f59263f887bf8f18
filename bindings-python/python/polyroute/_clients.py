"""Drop-in helpers: ready clients of the official SDKs, and arguments for what wraps them.

Each sets a dummy key, an address that is never dialled, no retries of its own (the gateway has its own), and both
sides of sync and async, so that no call finds a way around the gateway.
"""

#: The key that goes nowhere: upstream goes the provider's own.
KEY = "polyroute"
ADDRESS = "http://polyroute.invalid"


class Clients:
    """The helpers of a gateway."""

    def transport(self, labels=None):
        from ._labels import over
        from ._transport import make

        return make(self._core, over(labels, self._bound))

    def http_client(self, family=None, **options):
        return self._http("Client", family, options)

    def async_http_client(self, family=None, **options):
        return self._http("AsyncClient", family, options)

    def _http(self, name, family, options):
        from ._transport import family_module

        options.setdefault("timeout", None)
        return getattr(family_module(family), name)(transport=self.transport(), **options)

    def openai(self, **options):
        import openai

        return openai.OpenAI(**{**self.openai_kwargs(), **options})

    def async_openai(self, **options):
        import openai

        return openai.AsyncOpenAI(**{**self.openai_kwargs(asynchronous=True), **options})

    def openai_kwargs(self, *, asynchronous=False):
        client = self.async_http_client if asynchronous else self.http_client
        family = _family_of_sdk("openai", "DefaultHttpxClient")
        return {"api_key": KEY, "base_url": f"{ADDRESS}/v1", "max_retries": 0, "http_client": client(family)}

    def langchain_kwargs(self):
        family = _family_of_sdk("openai", "DefaultHttpxClient")
        return {
            "api_key": KEY,
            "base_url": f"{ADDRESS}/v1",
            "max_retries": 0,
            "http_client": self.http_client(family),
            "http_async_client": self.async_http_client(family),
        }

    def anthropic(self, **options):
        import anthropic

        return anthropic.Anthropic(**{**self._anthropic(self.http_client), **options})

    def async_anthropic(self, **options):
        import anthropic

        return anthropic.AsyncAnthropic(**{**self._anthropic(self.async_http_client), **options})

    def _anthropic(self, client):
        family = _family_of_sdk("anthropic", "DefaultHttpxClient")
        return {"api_key": KEY, "base_url": ADDRESS, "max_retries": 0, "http_client": client(family)}

    def genai(self, **options):
        from google import genai

        http = {"base_url": ADDRESS, "httpx_client": self.http_client(), "httpx_async_client": self.async_http_client()}
        return genai.Client(**{"api_key": KEY, "http_options": genai.types.HttpOptions(**http), **options})


def _family_of_sdk(sdk, default_client):
    """The HTTP family that an SDK's own client is built on; `None` where it does not say."""
    import importlib

    from ._transport import FAMILIES

    own = getattr(importlib.import_module(sdk), default_client, None)
    for cls in getattr(own, "__mro__", ()):
        name = cls.__module__.partition(".")[0]
        if name in FAMILIES:
            return name
    return None
