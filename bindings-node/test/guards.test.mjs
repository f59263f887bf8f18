// Functions as guardrails and judges: what they are told, what they change, what they throw, whose context they see; and panics.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { CallbackError, Gateway, InternalError } from "../lib/index.mjs";
import { collect, configOf, hello, question, said, scripted } from "../../tests/node/support.mjs";

const asked = (text) => ({ model: "chat", messages: [{ role: "user", content: text }] });

/** A gateway whose `guard` checks `stage`. */
async function guarded(guard, stage = "input", more = {}) {
  const { up } = await scripted.start({ up: { dialect: "openai_chat", script: [hello] } });
  const config = configOf(up, "openai_chat", { guardrails: { [stage]: [{ function: "guard" }], ...more } });
  return new Gateway(config, { functions: { guard } });
}

const louder = ({ text }) => ({ action: "rewrite", text: text.toUpperCase() });

test("what goes upstream is what the function gave, plain or async", async () => {
  for (const guard of [louder, async (given) => louder(given)]) {
    const gateway = await guarded(guard);
    const { polyroute } = await gateway.chat(asked("hi there"));
    assert.deepEqual(polyroute.guard, [{ name: "guard", action: "rewrite", count: 1 }]);
    const { requests } = await scripted.report("up");
    assert.deepEqual(requests[0].body.messages, asked("HI THERE").messages);
    await gateway.close();
  }
});

test("what the caller reads is what the function gave, whole and streamed", async () => {
  for (const guard of [louder, async (given) => louder(given)]) {
    const gateway = await guarded(guard, "output");
    assert.equal((await gateway.chat(question)).choices[0].message.content, "HELLO THERE");
    const stream = await gateway.stream(question);
    assert.equal(said(await collect(stream)), "HELLO THERE");
    assert.equal((await stream.reply()).choices[0].message.content, "HELLO THERE");
    await gateway.close();
  }
});

test("a guard is told the text, its stage, the conversation and the labels, in the context of its call", async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  const gateway = await guarded((given) => void seen.push({ ...given, store: storage.getStore() }), "output");
  await Promise.all(["a", "b"].map((name) => storage.run(name, () => gateway.chat(question, { labels: { tenant: name } }))));
  assert.deepEqual(seen.map(({ stage, text, messages, store }) => [stage, text, messages, store]).sort(), [
    ["output", "hello there", question.messages, "a"],
    ["output", "hello there", question.messages, "b"],
  ]);
  assert.ok(seen.every(({ labels, store }) => labels.tenant === store));
  await gateway.close();
});

test("what a guard throws is the cause, whole and streamed", async () => {
  const mine = new RangeError("no list");
  const isMine = (error) => error instanceof CallbackError && error.cause === mine;
  for (const stage of ["input", "output"]) {
    for (const guard of [() => { throw mine; }, () => Promise.reject(mine)]) {
      const gateway = await guarded(guard, stage);
      await assert.rejects(gateway.chat(question), isMine);
      await assert.rejects(async () => collect(await gateway.stream(question)), isMine);
      await gateway.close();
    }
  }
});

test("a guard that is too slow blocks, or lets pass where that is configured", async () => {
  const slow = () => sleep(30_000, null, { ref: false });
  const input = [{ function: "guard", timeout: "50ms" }];
  const blocking = await guarded(slow, "input", { input });
  await assert.rejects(blocking.chat(question), (error) => error instanceof CallbackError && error.reason === "function_timeout");
  await blocking.close();
  const allowing = await guarded(slow, "input", { input, on_failure: "allow" });
  const { choices, polyroute } = await allowing.chat(question);
  assert.equal(choices[0].message.content, "hello there");
  assert.ok(polyroute.warnings.some(({ code }) => code === "guard_failed"));
  await allowing.close();
});

test("a judge sends the call on, and what it throws is the cause", async () => {
  const { a, b } = await scripted.start({
    a: { dialect: "openai_chat", script: [{ reply: { text: "bad" }, times: "forever" }] },
    b: { dialect: "openai_chat", script: [{ reply: { text: "good" }, times: "forever" }] },
  });
  const provider = (address) => ({ type: "openai_compatible", base_url: `${address}/v1`, api_key: "k" });
  const config = {
    providers: { a: provider(a), b: provider(b) },
    routes: { chat: { targets: ["a/m", "b/m"], retries: { max: 0 }, escalate: { when: [{ function: "judge" }] } } },
  };
  const seen = [];
  const judge = async ({ messages }, { choices }) => (seen.push([messages, choices[0].message.content]), choices[0].message.content === "good" ? 1 : 0.2);
  const gateway = new Gateway(config, { functions: { judge } });
  const { choices, polyroute } = await gateway.chat(question);
  assert.deepEqual([choices[0].message.content, polyroute.attempts.map((one) => one.class)], ["good", ["low_confidence", null]]);
  assert.deepEqual(seen, [[question.messages, "bad"], [question.messages, "good"]]);
  await gateway.close();
  const mine = new Error("judge");
  const failing = new Gateway(config, { functions: { judge: () => { throw mine; } } });
  const isMine = (error) => error instanceof CallbackError && error.cause === mine;
  await assert.rejects(failing.chat(question), isMine);
  await assert.rejects(failing.stream(question), isMine);
  await failing.close();
});

test("a panic in the core is an internal error, whole and streamed, and other calls live on", async () => {
  let goOn;
  const answer = ({ messages: [{ content }] }) => {
    if (content === "wait") return new Promise((resolve) => (goOn = () => resolve("waited")));
    if (content === "stream") return ["one ", { polyroute: "panic" }].values();
    return content === "panic" ? { polyroute: "panic" } : content;
  };
  const config = {
    providers: { mine: { type: "function", function: "answer" } },
    routes: { chat: { targets: ["mine/m"], retries: { max: 0 } } },
    testing: { clock: "virtual" },
  };
  const gateway = new Gateway(config, { functions: { answer } });
  const other = gateway.chat(asked("wait"));
  const isPanic = (error) => error instanceof InternalError && /a bug in polyroute/.test(error.message);
  await assert.rejects(gateway.chat(asked("panic")), isPanic);
  const stream = await gateway.stream(asked("stream"));
  await assert.rejects(collect(stream), isPanic);
  assert.equal((await stream.polyroute).error.kind, "internal");
  const { status } = await gateway.fetch("/v1/chat/completions", { method: "POST", body: JSON.stringify(asked("panic")) });
  assert.equal(status, 500);
  goOn();
  assert.equal((await other).choices[0].message.content, "waited");
  assert.equal((await gateway.chat(asked("after"))).choices[0].message.content, "after");
  assert.equal((await gateway.stats()).in_flight, 0);
  await gateway.close();
});
