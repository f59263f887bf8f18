"""What the demo prints at its end: a row a call, the bill, and where everything lies."""

from decimal import Decimal


def calls(gateway, since):
    """A row for each call, oldest first."""
    rows = [("feature", "tenant", "route", "target", "attempts", "cache", "tokens", "cost USD", "ms")]
    for trace in reversed(gateway.traces(limit=100, since=since)):
        labels, usage = trace.labels.to_dict(), trace.usage
        rows.append(
            (
                labels.get("feature") or "",
                labels.get("tenant") or "",
                trace.route,
                trace.target or "-",
                attempts(trace),
                trace.cache.kind,
                f"{usage.input_tokens}+{usage.output_tokens}",
                usd(trace.cost_nano_usd),
                f"{trace.ms:.0f}",
            )
        )
    table(rows, right={6, 7, 8})


def attempts(trace):
    """`north: network, network; south: served`, or why nobody was asked."""
    by_provider = {}
    for attempt in trace.attempts:
        attempt = attempt.to_dict()
        by_provider.setdefault(attempt["target"].split("/")[0], []).append(attempt["class"] or attempt["outcome"])
    if by_provider:
        return "; ".join(f"{name}: {', '.join(ends)}" for name, ends in by_provider.items())
    return f"refused: {trace.error.kind}" if trace.error else "-"


def bill(gateway, since):
    """The sums by tenant and feature."""
    rows = [("tenant", "feature", "calls", "tokens in", "tokens out", "cost USD", "saved USD")]
    for row in gateway.usage(group_by=["tenant", "feature"], since=since):
        tokens = (row["input_tokens"], row["output_tokens"])
        money = (usd(row["cost_nano_usd"]), usd(row["saved_nano_usd"]))
        rows.append((row["tenant"] or "", row["feature"] or "", row["calls"], *tokens, *money))
    table(rows, right={2, 3, 4, 5, 6})


def usd(nano):
    return f"{Decimal(nano) / 10**9:.6f}"


def table(rows, right):
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        cells = [c.rjust(w) if n in right else c.ljust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        print("  " + "  ".join(cells).rstrip())
