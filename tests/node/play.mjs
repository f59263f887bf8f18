// Plays one conformance case through the npm package.
import { setTimeout as sleep } from "node:timers/promises";

import { Gateway, PolyrouteError } from "../../bindings-node/lib/index.mjs";
import * as casefiles from "./casefiles.mjs";
import { Desk } from "./functions.mjs";

const { differences, milliseconds, substitute } = casefiles;
const PATIENCE = 2000;
const SETTLE = 30;

/** Plays a case; its problems and its outcome. */
export async function play(one, upstreams) {
  const played = await Case.open(one, upstreams);
  await played.run();
  return played;
}

/** A case in play: its upstreams run, its gateway is open. */
class Case {
  problems = [];
  outcome = [];
  #case;
  #upstreams;
  #urls;
  #gateway;
  #desk;
  #lastTrace;

  static async open(one, upstreams) {
    const played = new Case();
    played.#case = one;
    played.#upstreams = upstreams;
    played.#urls = await upstreams.start(one.upstream ?? {});
    played.#desk = new Desk(one.functions ?? {});
    played.#gateway = new Gateway(substitute(one.config, played.#urls), { functions: played.#desk.functions() });
    return played;
  }

  async run() {
    for (const [n, step] of this.#case.steps.entries()) {
      this.problems.push(...(await this.#step(step)).map((problem) => `steps[${n}]: ${problem}`));
    }
    for (const name of Object.keys(this.#urls)) {
      if ((await this.#upstreams.report(name)).beyond) this.problems.push(`upstream \`${name}\` was asked beyond its script`);
    }
    await this.#gateway.close();
  }

  async #step(step) {
    const { advance, stats, usage, trace, load, reload, repeat = 1 } = step;
    if (step.call) {
      const problems = [];
      for (let n = 0; n < repeat; n++) problems.push(...(await this.#callStep(step)));
      return problems;
    }
    if (advance) return (this.#gateway._advance(milliseconds(advance)), []);
    if (step.functions) return (this.#desk.become(step.functions), []);
    if (step.called) return patiently(step.called, () => this.#desk.seen);
    if (step.break) return (this.#gateway._breakState(), []);
    if (stats) return patiently(stats, () => this.#gateway.stats());
    if (usage) return patiently(usage.expect, () => this.#gateway.usage({ groupBy: usage.group_by }));
    if (trace) return patiently(trace.expect, () => this.#gateway.trace(this.#lastTrace));
    if (reload) {
      const config = { testing: this.#case.config.testing ?? {}, ...reload.config };
      return this.#configured(config, reload.expect, (next) => this.#gateway.reload(next));
    }
    return this.#configured(load.config, load.expect, (config) => new Gateway(config, { functions: this.#desk.functions() }).close());
  }

  async #configured(config, expect, act) {
    let error = null;
    try {
      await act(substitute(config, this.#urls));
    } catch (e) {
      error = errorValue(e);
    }
    this.outcome.push({ error: error?.kind ?? null });
    return differences(expect, { error });
  }

  async #callStep(step) {
    const before = {};
    for (const name of Object.keys(this.#urls)) before[name] = (await this.#upstreams.report(name)).count;
    const called = Object.fromEntries(Object.entries(this.#desk.seen).map(([name, { count }]) => [name, count]));
    let running = step.parallel ?? 1;
    const calls = Array.from({ length: running }, () => this.#call(step).finally(() => running--));
    await this.#during(step, called, () => running === 0);
    const results = await Promise.all(calls);
    this.outcome.push(...casefiles.outcomeOfStep(results));
    this.#lastTrace = results.map(traceId).find(Boolean);
    return this.#judge(step, results, before);
  }

  async #judge(step, results, before) {
    const { upstream = {}, ...expect } = step.expect;
    const problems = [];
    for (const result of results) {
      const found = differences(expect, casefiles.seen(result));
      if (found.length > 0 && !("error" in expect) && result.error) problems.push(`the call failed: ${JSON.stringify(result.error)}`);
      problems.push(...found);
    }
    for (const [name, wanted] of Object.entries(upstream)) {
      const report = await this.#upstreams.report(name);
      const requests = report.requests.slice(before[name]);
      const got = { count: requests.length, requests, closed_early: report.closed_early.length };
      problems.push(...differences(wanted, typeof wanted === "object" ? got : got.count, `upstream.${name}`));
    }
    return problems;
  }

  async #during({ during = [] }, before, isDone) {
    for (const { held, called, advance, release } of during) {
      if (called) {
        while (this.#desk.seen[called].count === before[called]) await sleep(1);
        await sleep(SETTLE);
        this.#gateway._advance(milliseconds(advance));
        continue;
      }
      await this.#upstreams.waitForHold(held);
      if (release) {
        await this.#upstreams.release(held);
        continue;
      }
      // What the upstream said before it held may still be on its way: time moves until it is seen to matter.
      while (!isDone() && (await this.#upstreams.report(held)).holding > 0) {
        await sleep(SETTLE);
        this.#gateway._advance(milliseconds(advance));
        await sleep(SETTLE);
      }
    }
  }

  async #call(step) {
    if (step.call === "http") return this.#door(step);
    const controller = new AbortController();
    if (step.cancel) void this.#upstreams.waitForHold(step.cancel.held).then(() => controller.abort());
    try {
      return await this.#typed(step, controller.signal);
    } catch (e) {
      return { error: step.cancel && e.kind === "cancelled" ? { kind: "cancelled" } : errorValue(e) };
    }
  }

  async #typed({ call, body, stream, close, labels, cache, deadline }, signal) {
    const reply = await this.#gateway[call](stream ? { ...body, stream: true } : body, { labels, cache, deadline, signal });
    if (!stream) return { body: reply, receipt: reply.polyroute, error: null };
    const chunks = [];
    let error = null;
    try {
      while (chunks.length < (close?.after_events ?? Infinity)) {
        const { value, done } = await reply.next();
        if (done) break;
        chunks.push(value);
      }
    } catch (e) {
      error = errorValue(e);
    }
    await reply.close();
    return { body: reply._received(), chunks, receipt: await reply.polyroute, error };
  }

  async #door({ method = "POST", path, headers = {}, body }) {
    const content = body === undefined || body === null ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    const sent = { "content-type": "application/json", ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])) };
    const response = await this.#gateway.fetch(path, { method, headers: sent, body: content });
    const result = { status: response.status, headers: Object.fromEntries(response.headers), error: null };
    const text = await response.text();
    const type = result.headers["content-type"] ?? "";
    // Frames of AWS are for tests of their own to read.
    if (type.startsWith("application/vnd.amazon.eventstream")) return { ...result, chunks: [] };
    if (type.startsWith("application/x-ndjson")) return { ...result, chunks: text.trimEnd().split("\n").map((one) => JSON.parse(one)) };
    if (!type.startsWith("text/event-stream")) return { ...result, body: JSON.parse(text) };
    const data = text.split(/\r?\n/).filter((one) => one.startsWith("data: ")).map((one) => one.slice(6));
    return { ...result, chunks: data.filter((one) => one !== "[DONE]").map((one) => JSON.parse(one)) };
  }
}

const traceId = ({ error, receipt, headers }) => error?.trace_id || receipt?.trace_id || headers?.["x-polyroute-trace-id"];

/** An error in the words of the cases. */
function errorValue(e) {
  if (!(e instanceof PolyrouteError)) throw e;
  const { kind, status, reason, path, rule, provider, message, attempts, retryable, traceId: trace_id, retryAfterMs } = e;
  const retry_after = retryAfterMs === null ? null : retryAfterMs / 1000;
  return { kind, status, reason, path, rule, provider, message, attempts, retryable, trace_id, retry_after };
}

async function patiently(expect, read) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = differences(expect, await read());
    if (found.length === 0 || Date.now() > end) return found;
    await sleep(10);
  }
}
