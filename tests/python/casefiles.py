"""Conformance cases as data: YAML 1.2, the judge, and the line that every language prints alike.

The twin of `tests/src/{case,compare,outcome}.rs`; `docs/testing.md` describes the form.
"""

import hashlib
import json
import re
from pathlib import Path

import reading
import yaml

FOLDER = Path(__file__).parents[1] / "cases"
CALL_KEYS = {"call", "body", "labels", "cache", "deadline", "stream", "repeat", "parallel", "method", "path", "headers"}
CALL_KEYS |= {"during", "close", "cancel", "expect"}


class _Loader(yaml.SafeLoader):
    """YAML 1.2: `on` and `yes` are words."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+(\.[0-9]+([eE][-+]?[0-9]+)?)$"), list("-0123456789")
)


def load_all():
    """All cases in order of their names."""
    cases = []
    for path in FOLDER.rglob("*.yaml"):
        case = yaml.load(path.read_text(encoding="utf-8"), _Loader)
        if case.get("clock") != "real" and case.get("config") is not None:
            case["config"].setdefault("testing", {"clock": "virtual", "seed": 7})
        _check_keys(case)
        cases.append(case)
    return sorted(cases, key=lambda case: case["name"])


def _check_keys(case):
    for step in case["steps"]:
        if "call" in step and (unknown := set(step) - CALL_KEYS):
            raise ValueError(f"{case['name']}: unknown keys {sorted(unknown)}")


def seconds(text):
    number, unit = re.fullmatch(r"([0-9.]+)(ms|s|m|h|d)", text).groups()
    return float(number) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}[unit]


def substitute(value, urls):
    """Puts the addresses in the places of `{{name}}`."""
    if isinstance(value, str):
        return re.sub(r"\{\{(\w+)\}\}", lambda m: urls.get(m[1], m[0]), value)
    if isinstance(value, list):
        return [substitute(v, urls) for v in value]
    if isinstance(value, dict):
        return {k: substitute(v, urls) for k, v in value.items()}
    return value


def differences(expect, got, path=""):
    """Every difference, each with its path: objects by subset, lists exactly, `~re`, `$any`, `$absent`."""
    here = path or "(all)"
    if expect == "$any":
        return [f"{here}: something is wanted, nothing came"] if got is None else []
    if expect == "$absent":
        return [] if got is None else [f"{here}: nothing is wanted, {got!r} came"]
    if isinstance(expect, str) and expect.startswith("~"):
        text = got if isinstance(got, str) else json.dumps(got, ensure_ascii=False)
        return [] if re.search(expect[1:], text) else [f"{here}: `{text}` does not match `{expect[1:]}`"]
    if isinstance(expect, dict) and isinstance(got, dict):
        found = [differences(e, got.get(k), f"{path}.{k}" if path else k) for k, e in expect.items()]
        return [problem for problems in found for problem in problems]
    if isinstance(expect, list) and isinstance(got, list) and len(expect) == len(got):
        found = [differences(e, g, f"{path}[{n}]") for n, (e, g) in enumerate(zip(expect, got, strict=True))]
        return [problem for problems in found for problem in problems]
    same_type = isinstance(expect, bool) == isinstance(got, bool)
    return [] if expect == got and same_type else [f"{here}: wanted {expect!r}, got {got!r}"]


def seen(result):
    """The form that `expect` is held against."""
    body = result.get("body")
    error, receipt = result.get("error"), result.get("receipt")
    out = {"text": reading.text(body), "tools": reading.tools(body), "finish": reading.finish(body)}
    out |= {"reply": body, "polyroute": receipt, "error": error}
    chunks = result.get("chunks")
    if chunks is not None:
        having = {key: sum(chunk.get(key) is not None for chunk in chunks) for key in ("usage", "error")}
        out["events"] = {"count": len(chunks), **having}
        out["text"] = "".join(reading.piece(chunk) for chunk in chunks)
    if "status" in result:
        out |= {"status": result["status"], "headers": result["headers"]}
    if isinstance(body, dict) and isinstance(body.get("data"), list):
        out["vectors"] = len(body["data"])
    return out


USAGE = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens")


def outcome_of_call(result):
    got, error, receipt = seen(result), result.get("error"), result.get("receipt") or {}
    attempts = (receipt if error is None else error).get("attempts") or []
    out = {key: got.get(key) for key in ("text", "tools", "finish", "vectors", "status")}
    usage = receipt.get("usage") or {}
    out["usage"] = {"estimated": usage.get("estimated")}
    # How far an estimate counts depends on how far the upstream had come.
    if usage.get("estimated") is not True:
        out["usage"] |= {key: usage.get(key) for key in USAGE}
    out["error"] = None if error is None else error["kind"]
    out["attempts"] = [{"outcome": a["outcome"], "class": a["class"]} for a in attempts]
    return out


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def outcome_of_step(results):
    """The results of one step, independent of who came first."""
    return sorted((outcome_of_call(result) for result in results), key=canonical)


def line(outcomes):
    """`cases=N sha=…` over the outcomes by name."""
    sha = hashlib.sha256()
    for name in sorted(outcomes):
        sha.update(f"{name}\n{canonical(outcomes[name])}\n".encode())
    return f"cases={len(outcomes)} sha={sha.hexdigest()[:16]}"
