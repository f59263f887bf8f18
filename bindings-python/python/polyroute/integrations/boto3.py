"""boto3's Bedrock client with the gateway in the place of the network: `converse` and `converse_stream`.

The model's id names a route or `provider/model`. Nothing is dialled; boto3 still wants some credentials and a region to
make a client with, and none of them leaves the process.
"""

from .._clients import ADDRESS, KEY
from .._labels import block, over
from ..errors import PolyrouteError, TimeoutError

_SERVICE = "bedrock-runtime"


def client(gateway, labels=None, **options):
    import boto3
    from botocore.config import Config

    own = {
        "region_name": "us-east-1",
        "endpoint_url": ADDRESS,
        "aws_access_key_id": KEY,
        "aws_secret_access_key": KEY,
        "config": Config(retries={"total_max_attempts": 1}),
    }
    return attach(boto3.client(_SERVICE, **{**own, **options}), gateway, labels)


def attach(client, gateway, labels=None):
    service = client.meta.service_model.service_name
    if service != _SERVICE:
        raise ValueError(f"the gateway serves clients of `{_SERVICE}`, not of `{service}`")
    core, bound = gateway._core, over(labels, gateway._bound)

    def send(request, **_):
        return _send(core, bound, request)

    events = client.meta.events
    # The gateway has retried already.
    events.unregister(f"needs-retry.{_SERVICE}", unique_id=f"retry-config-{_SERVICE}")
    events.register_first(f"before-send.{_SERVICE}", send, unique_id="polyroute")
    return client


def _send(core, labels, request):
    from urllib.parse import urlsplit

    from botocore.awsrequest import AWSResponse
    from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

    if core.closed:
        raise EndpointConnectionError(endpoint_url=request.url, error="the gateway is closed")
    parts = urlsplit(request.url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = [(name, _text(value)) for name, value in request.headers.items()]
    try:
        reply = core.handle(request.method, path, headers, _bytes(request.body), over(labels, block.get()))
    except TimeoutError as error:
        raise ReadTimeoutError(endpoint_url=request.url, error=error) from error
    return AWSResponse(request.url, reply.status, dict(reply.headers), _Raw(reply, request.url))


def _text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(body):
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, (bytes, bytearray)) else body.read()


class _Raw:
    """What botocore reads of a response, whole or piece by piece."""

    def __init__(self, reply, url):
        self._reply = reply
        self._url = url

    def stream(self, amt=None, decode_content=None):
        from botocore.exceptions import ReadTimeoutError, ResponseStreamingError

        whole = self._reply.whole()
        if whole is not None:
            yield bytes(whole)
            return
        try:
            yield from self._reply
        except TimeoutError as error:
            raise ReadTimeoutError(endpoint_url=self._url, error=error) from error
        except PolyrouteError as error:
            raise ResponseStreamingError(error=error) from error

    def read(self, amt=None, decode_content=None):
        return b"".join(self.stream())

    def close(self):
        self._reply.close()

    def release_conn(self):
        self.close()
