#!/usr/bin/env python3
"""Writes core/src/catalog/data.txt from a snapshot of a public model price table.

    python scripts/import_catalog.py models.json

The source is `model_prices_and_context_window_backup.json` of the litellm wheel (MIT, Berri AI), one object a model.
Only figures are taken. Prices are read from the decimal text and written as whole pico-USD a token: no float takes
part. The form of the output is described at its top; `core/src/catalog/parse.rs` reads it.
"""

import json
import re
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

OUTPUT = Path(__file__).parent.parent / "core/src/catalog/data.txt"

PROVIDERS = {
    "bedrock_converse": "bedrock",
    "cohere_chat": "cohere",
    "text-completion-openai": "openai",
    "text-completion-codestral": "codestral",
    "fireworks_ai-embedding-models": "fireworks_ai",
}
LOCAL = {"ollama"}
NOT_MODELS = {"openai/container"}
MODES = {"chat": "c", "responses": "r", "embedding": "e", "completion": "t"}

# One letter a capability; core/src/catalog/model.rs has the same list.
CAPABILITIES = {
    "v": ("supports_vision", "supports_image_input"),
    "t": ("supports_function_calling",),
    "p": ("supports_parallel_function_calling",),
    "h": ("supports_tool_choice",),
    "f": ("supports_forced_tool_use",),
    "j": ("supports_response_schema", "supports_native_structured_output"),
    "r": ("supports_reasoning",),
    "a": ("supports_audio_input",),
    "o": ("supports_audio_output",),
    "d": ("supports_pdf_input",),
    "m": ("supports_video_input",),
    "c": ("supports_prompt_caching",),
    "s": ("supports_sampling_params",),
    "y": ("supports_system_messages",),
    "i": ("supports_mid_conversation_system",),
    "b": ("supports_assistant_prefill",),
    "k": ("thinking_always_on",),
    "w": ("supports_web_search",),
    "n": ("supports_none_reasoning_effort",),
    "l": ("supports_minimal_reasoning_effort",),
    "x": ("supports_xhigh_reasoning_effort",),
    "z": ("supports_max_reasoning_effort",),
    "q": ("rests_by_default",),
}
# A list of modalities that lacks one says that the model does not take it.
MODALITIES = {
    "v": ("supported_modalities", "image"),
    "a": ("supported_modalities", "audio"),
    "m": ("supported_modalities", "video"),
}

RATES = {
    "i": "input_cost_per_token",
    "o": "output_cost_per_token",
    "r": "cache_read_input_token_cost",
    "w": "cache_creation_input_token_cost",
    "h": "cache_creation_input_token_cost_above_1hr",
    "t": "output_cost_per_reasoning_token",
}
SERVICES = {"batches": "batch", "flex": "flex", "priority": "priority", "ultrafast": "ultrafast"}
TIER = re.compile(r"input_cost_per_token_above_(\d+)k_tokens(?:_(\w+))?$")

# Where the source is wrong or silent, by the providers' own pages.
CORRECTIONS = {
    "vertex_ai/claude-opus-5-5": {
        "input_cost_per_token_batches": Decimal("0.000002"),
        "output_cost_per_token_batches": Decimal("0.00001"),
    },
    "vertex_ai/claude-opus-5-5@default": {
        "input_cost_per_token_batches": Decimal("0.000002"),
        "output_cost_per_token_batches": Decimal("0.00001"),
    },
    "azure_ai/jais-30b-chat": {
        "input_cost_per_token": Decimal("0.0000032"),
        "output_cost_per_token": Decimal("0.00000971"),
    },
    "openai/ft:gpt-4o-2024-08-06": {"input_cost_per_token_batches": Decimal("0.000001875")},
}
# The last day on which a price is promised.
PRICE_UNTIL = {"gemini/gemini-3.8-flash": "2026-12-31"}

HEADER = """\
# The model catalogue. Written by scripts/import_catalog.py; corrections go there.
# [provider], then one model a line, sorted; fields parted by tabs, empty = unknown:
#   name  mode  context  max_output  capabilities  prices  retired
# mode: c chat, r responses, e embedding, t text completion.
# capabilities: a letter each (model.rs), behind "-" those it lacks.
# prices: pico-USD a token. i input, o output, r cache read, w cache write, h cache write for an hour, t reasoning;
#   ">N" begins the rates of prompts above N tokens, "@name" those of a service tier ("@name *P": P percent of the
#   standard ones), "~days/from-to,..." those of hours off the peak (UTC, 1 = Monday); "<date" ends the list: not
#   promised after that day.
# retired: the day on which the provider ends the model.
"""


def pico(value):
    """Pico-USD of a decimal price a token; rounds up what is finer."""
    return -int(-(Decimal(value) * 10**12) // 1)


def up(value):
    return -(-value.numerator // value.denominator)


def names(key, entry):
    provider = entry["litellm_provider"]
    own = "vertex_ai" if provider.startswith("vertex_ai") else PROVIDERS.get(provider, provider)
    for prefix in (provider + "/", own + "/"):
        if key.startswith(prefix):
            return own, key[len(prefix) :]
    return own, key


def group(entry, suffix):
    """The rates that one suffix gives: {} or a part of RATES."""
    found = {letter: entry.get(field + suffix) for letter, field in RATES.items()}
    found["r"] = found["r"] if found["r"] is not None else entry.get("input_cost_per_token_cache_hit" + suffix)
    return {letter: pico(value) for letter, value in found.items() if value is not None}


def tidy(rates):
    """A cache rate or reasoning rate of 0, or equal to what it falls back to, says nothing."""
    fallback = {"r": "i", "w": "i", "h": "w", "t": "o"}
    return {k: v for k, v in rates.items() if k in "io" or (v > 0 and v != rates.get(fallback[k], rates["i"]))}


def filled(rates, parent, ratio):
    """What a group leaves out follows its input price; a cache read never costs more than fresh input."""
    full = dict(rates)
    for letter, value in parent.items():
        if letter not in full:
            full[letter] = up(value * ratio)
    if "r" in full:
        full["r"] = min(full["r"], full["i"])
    return full


def standard(entry):
    """The standard groups {above: rates}; None where the price is not known."""
    if "tiered_pricing" in entry:
        return {int(tier["range"][0]): tidy(group(tier, "")) for tier in entry["tiered_pricing"]}
    base = group(entry, "")
    if "i" not in base:
        return None
    if entry["mode"] == "embedding":
        base["o"] = 0
    if "o" not in base:
        return None
    groups = {0: base}
    for match in filter(None, map(TIER.match, entry)):
        if match[2] is None:
            rates = group(entry, f"_above_{match[1]}k_tokens")
            # The hour's write price stands in the other order in the source.
            hour = entry.get(f"cache_creation_input_token_cost_above_1hr_above_{match[1]}k_tokens")
            rates |= {"h": pico(hour)} if hour is not None else {}
            rates = {letter: value for letter, value in rates.items() if letter in base}
            groups[int(match[1]) * 1000] = filled(rates, base, Fraction(rates["i"], base["i"] or 1))
    return {above: tidy(rates) for above, rates in sorted(groups.items())}


def service(entry, suffix, groups):
    """The groups of a service tier, each complete; {} where the entry has none."""
    base = group(entry, "_" + suffix)
    if "i" not in base:
        return {}
    out = {}
    for above, rates in groups.items():
        own = base if above == 0 else group(entry, f"_above_{above // 1000}k_tokens_{suffix}")
        if "i" not in own:
            first = groups[0]
            own = {k: up(Fraction(v * out[0].get(k, v), first.get(k, v) or 1)) for k, v in rates.items() if k in first}
        if "h" in rates and "h" not in own and own.get("w") and rates.get("w"):
            own["h"] = up(Fraction(rates["h"] * own["w"], rates["w"]))
        own = {letter: value for letter, value in own.items() if letter in rates}
        out[above] = tidy(filled(own, rates, Fraction(1)))
    return out


def percent(base, own):
    """P where every rate of `own` is exactly P percent of the standard one, else None."""
    if own.keys() != base.keys() or any(own[a].keys() != base[a].keys() for a in own):
        return None
    ratios = {Fraction(own[a][k], v) for a, rates in base.items() for k, v in rates.items() if v}
    if len(ratios) != 1 or any(own[a][k] for a, rates in base.items() for k, v in rates.items() if not v):
        return None
    ratio = ratios.pop() * 100
    return int(ratio) if ratio.denominator == 1 else None


def show(groups):
    return " ".join(
        (f">{above} " if above else "") + " ".join(f"{k}{v}" for k, v in rates.items())
        for above, rates in groups.items()
    )


def off_peak(entry, base):
    offer = entry.get("off_peak_pricing")
    if not offer:
        return ""
    windows = []
    for window in offer["windows"]:
        hours = window["hours_utc"] if isinstance(window["hours_utc"], list) else [window["hours_utc"]]
        windows.append("".join(map(str, window.get("weekdays", range(1, 8)))) + "/" + ",".join(hours).replace(":", ""))
    return f" ~{';'.join(windows)} {show({0: tidy(filled(group(offer, ''), base, Fraction(1)))})}"


def prices(name, entry, local):
    groups = standard(entry)
    if groups is None:
        return ""
    free = not any(v for rates in groups.values() for v in rates.values())
    # A price of 0 is a preview, a mistake or billed in another unit, except on one's own machine.
    unknown = any(rates["i"] == 0 or (rates["o"] == 0 and entry["mode"] != "embedding") for rates in groups.values())
    if unknown and not (free and local):
        return ""
    text = show(groups)
    for suffix, word in SERVICES.items():
        if own := service(entry, suffix, groups):
            ratio = percent(groups, own)
            text += f" @{word} " + (f"*{ratio}" if ratio else show(own))
    text += off_peak(entry, groups[0])
    return text + (f" <{PRICE_UNTIL[name]}" if name in PRICE_UNTIL else "")


def capabilities(entry):
    yes, no = "", ""
    if "default_reasoning_effort" in entry:
        entry = entry | {"rests_by_default": entry["default_reasoning_effort"] == "none"}
    for letter, fields in CAPABILITIES.items():
        said = [entry[field] for field in fields if field in entry]
        field, word = MODALITIES.get(letter, ("", ""))
        if not said and field in entry:
            said = [word in entry[field]]
        if said:
            yes, no = (yes + letter, no) if any(said) else (yes, no + letter)
    return yes + (f"-{no}" if no else "")


def line(provider, name, entry):
    context = entry.get("max_input_tokens")
    output = entry.get("max_output_tokens") if entry["mode"] != "embedding" else None
    if context and output and output > context:
        output = None
    fields = [
        name,
        MODES[entry["mode"]],
        context,
        output,
        capabilities(entry),
        prices(f"{provider}/{name}", entry, provider in LOCAL),
    ]
    return "\t".join(str(f or "") for f in [*fields, entry.get("deprecation_date")]).rstrip("\t")


def merge(one, other, provider):
    """Two entries of one model: the one with a price, then the one that says more, filled from the other."""
    first, second = sorted(
        (one, other), key=lambda e: (bool(prices("", e, provider in LOCAL)), e["mode"] == "chat", len(e)), reverse=True
    )
    keep = {k: v for k, v in second.items() if "cost" not in k or prices("", second, provider in LOCAL)}
    return keep | first


def main(source):
    models = {}
    for key, entry in json.loads(Path(source).read_text(), parse_float=Decimal).items():
        provider, name = names(key, entry)
        if f"{provider}/{name}" in NOT_MODELS or key in NOT_MODELS:
            continue
        entry |= CORRECTIONS.get(f"{provider}/{name}", {})
        known = models.setdefault(provider, {})
        known[name] = merge(known[name], entry, provider) if name in known else entry
    for name, entry in models["azure"].items():
        # The same models, of which the source says less here.
        said = models["openai"].get(name.split("/")[-1], {})
        models["azure"][name] = {k: v for k, v in said.items() if k.endswith("reasoning_effort")} | entry
    text = HEADER
    for provider in sorted(models):
        text += f"[{provider}]\n" + "".join(
            line(provider, name, models[provider][name]) + "\n" for name in sorted(models[provider])
        )
    OUTPUT.write_text(text)
    count = sum(map(len, models.values()))
    print(f"{OUTPUT}: {count} models of {len(models)} providers, {len(text)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
