"""Only type-checked: what a user of the package writes has to be typed, and what cannot work must not pass."""

from typing import Any

import polyroute
from polyroute.config import Config, RouteConfig

ROUTE: RouteConfig = {
    "targets": ["small", {"provider": "claude", "model": "claude-haiku-4-5", "weight": 2}],
    "strategy": "loadbalance",
    "deadline": "30s",
    "ttft_timeout": "off",
    "max_cost": "0.05 USD",
    "hedge": {"after": "p95", "budget": "5%"},
    "latency_above": {"p95": "${SLOW:-2s}"},
    "fallbacks": [{"to": "backup", "on": ["rate_limit", "server_error"]}],
    "escalate": {"when": ["empty", {"function": "judge", "below": 0.3}]},
    "cache": {"mode": "exact", "ttl": "1h"},
    "max_attempts": "${TRIES}",
}

CONFIG: Config = {
    "providers": {
        "own": {
            "type": "openai_compatible",
            "base_url": "http://127.0.0.1:8080/v1",
            "api_key": {"function": "key", "timeout": "2s"},
            "quirks": {"system_role": "developer"},
        },
        "claude": {"type": "anthropic", "api_keys": ["${ONE}", "${OTHER}"], "region": "eu"},
    },
    "models": {"small": {"provider": "own", "model": "m", "params": {"temperature": 0}, "context": "128k"}},
    "routes": {"chat": ROUTE, "backup": {"targets": ["own/big"]}},
    "budgets": [{"scope": {"tenant": "*"}, "limit": "5000000 tokens", "period": "month"}],
    "network": {"roots": {"file": "./roots.pem"}, "max_body": "32MB"},
    "require_labels": ["tenant"],
}


def opened(data: dict[str, Any]) -> polyroute.Gateway:
    gateway = polyroute.Gateway(CONFIG)
    gateway.reload(CONFIG)
    gateway.reload()
    gateway.reload(data)
    gateway.reload("polyroute.yaml")
    polyroute.AsyncGateway(CONFIG, functions={"key": lambda provider: "k", "judge": lambda request, reply: 1})
    return polyroute.Gateway(data)


async def reloaded(gateway: polyroute.AsyncGateway, data: dict[str, Any]) -> None:
    await gateway.reload(CONFIG)
    await gateway.reload(data)


SECTION: Config = {"route": {}}  # type: ignore[typeddict-unknown-key]
KEY: Config = {"routes": {"chat": {"target": ["own/m"]}}}  # type: ignore[typeddict-unknown-key]
PLACE: Config = {"providers": {"own": {"type": "openai", "weight": 1}}}  # type: ignore[typeddict-unknown-key]
LACKS: Config = {"providers": {"own": {"api_key": "k"}}}  # type: ignore[typeddict-item]
WORD: Config = {"budgets": [{"limit": "5.00 USD", "period": "fortnight"}]}  # type: ignore[typeddict-item]
UNIT: Config = {"budgets": [{"limit": 5, "period": "day"}]}  # type: ignore[typeddict-item]
polyroute.Gateway(7)  # type: ignore[arg-type]
