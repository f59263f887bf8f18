// Conformance cases as data: YAML 1.2, the judge, and the line that every language prints alike.
//
// The twin of `tests/src/{case,compare,outcome}.rs`; `docs/testing.md` describes the form.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { load } from "./packages.mjs";
import * as reading from "./reading.mjs";

export const FOLDER = path.join(import.meta.dirname, "../cases");
const CALL_KEYS = new Set([
  "call", "body", "labels", "cache", "deadline", "stream", "repeat", "parallel", "method", "path", "headers", "during", "close", "cancel", "expect",
]);

/** Like every other runner: by code points. */
const compare = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** All cases in order of their names. */
export function loadAll() {
  const { parse } = load("yaml");
  const files = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith(".yaml"));
  const cases = files.map((name) => {
    const one = parse(readFileSync(path.join(FOLDER, name), "utf8"), { schema: "core" });
    if (one.clock !== "real" && one.config) one.config.testing ??= { clock: "virtual", seed: 7 };
    checkKeys(one);
    return one;
  });
  return cases.sort((a, b) => compare(a.name, b.name));
}

function checkKeys(one) {
  for (const step of one.steps) {
    const unknown = "call" in step ? Object.keys(step).filter((key) => !CALL_KEYS.has(key)) : [];
    if (unknown.length > 0) throw new Error(`${one.name}: unknown keys ${unknown}`);
  }
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function milliseconds(text) {
  const [, number, unit] = /^([0-9.]+)(ms|s|m|h|d)$/.exec(text);
  return Math.trunc(Number(number) * UNITS[unit]);
}

/** Puts the addresses in the places of `{{name}}`. */
export function substitute(value, urls) {
  if (typeof value === "string") return value.replace(/\{\{(\w+)\}\}/g, (whole, name) => urls[name] ?? whole);
  if (Array.isArray(value)) return value.map((one) => substitute(one, urls));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, substitute(one, urls)]));
  return value;
}

/** Flags stand in front, as in every other language. */
function pattern(text) {
  const [, flags = "", rest] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(text);
  return new RegExp(rest, `u${flags}`);
}

const shown = (value) => JSON.stringify(value) ?? "nothing";
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Every difference, each with its path: objects by subset, lists exactly, `~re`, `$any`, `$absent`. */
export function differences(expect, got = null, at = "") {
  const here = at || "(all)";
  if (expect === "$any") return got === null ? [`${here}: something is wanted, nothing came`] : [];
  if (expect === "$absent") return got === null ? [] : [`${here}: nothing is wanted, ${shown(got)} came`];
  if (typeof expect === "string" && expect.startsWith("~")) {
    const text = typeof got === "string" ? got : JSON.stringify(got);
    return pattern(expect.slice(1)).test(text) ? [] : [`${here}: \`${text}\` does not match \`${expect.slice(1)}\``];
  }
  if (isMap(expect) && isMap(got)) {
    return Object.entries(expect).flatMap(([key, one]) => differences(one, got[key], at ? `${at}.${key}` : key));
  }
  if (Array.isArray(expect) && Array.isArray(got) && expect.length === got.length) {
    return expect.flatMap((one, n) => differences(one, got[n], `${at}[${n}]`));
  }
  const same = expect === got || (expect !== null && typeof expect === "object" && canonical(expect) === canonical(got));
  return same ? [] : [`${here}: wanted ${shown(expect)}, got ${shown(got)}`];
}

/** The form that `expect` is held against. */
export function seen({ body, chunks, error, receipt, status, headers }) {
  const out = { text: reading.text(body), tools: reading.tools(body), finish: reading.finish(body), reply: body, polyroute: receipt, error };
  if (chunks) {
    const having = (key) => chunks.filter((chunk) => chunk[key] !== undefined && chunk[key] !== null).length;
    out.events = { count: chunks.length, usage: having("usage"), error: having("error") };
    out.text = chunks.map(reading.piece).join("");
  }
  if (status !== undefined) Object.assign(out, { status, headers });
  if (Array.isArray(body?.data)) out.vectors = body.data.length;
  return out;
}

const USAGE = ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens"];

function outcomeOfCall(result) {
  const got = seen(result);
  const { error, receipt } = result;
  const attempts = (error ?? receipt)?.attempts ?? [];
  const used = receipt?.usage ?? {};
  const usage = { estimated: used.estimated ?? null };
  // How far an estimate counts depends on how far the upstream had come.
  if (used.estimated !== true) for (const key of USAGE) usage[key] = used[key] ?? null;
  return {
    ...Object.fromEntries(["text", "tools", "finish", "vectors", "status"].map((key) => [key, got[key] ?? null])),
    usage,
    error: error?.kind ?? null,
    attempts: attempts.map((attempt) => ({ outcome: attempt.outcome, class: attempt.class })),
  };
}

/** Members in the order of their names, no spaces. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort(compare).map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

/** The results of one step, independent of who came first. */
export function outcomeOfStep(results) {
  return results.map(outcomeOfCall).sort((a, b) => compare(canonical(a), canonical(b)));
}

/** `cases=N sha=…` over the outcomes by name. */
export function line(outcomes) {
  const hash = createHash("sha256");
  for (const [name, outcome] of [...outcomes].sort(([a], [b]) => compare(a, b))) hash.update(`${name}\n${canonical(outcome)}\n`);
  return `cases=${outcomes.size} sha=${hash.digest("hex").slice(0, 16)}`;
}
