"""boto3's Bedrock client with the gateway in the place of the network: `converse` and `converse_stream`."""

from typing import Any, TypeVar

from .._gateway import Gateway
from ..types import Labels

_Client = TypeVar("_Client")

def client(gateway: Gateway, labels: Labels | None = None, **options: Any) -> Any:
    """A `boto3.client("bedrock-runtime")` whose calls go to the gateway; `options` are boto3's own."""

def attach(client: _Client, gateway: Gateway, labels: Labels | None = None) -> _Client:
    """Puts the gateway into a client that exists, in the place of its network and of its retries, and gives it back."""
