// Abort signals: a call that is given up ends at once, and its upstream connection with it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { AbortError } from "../lib/index.mjs";
import { collect, gatewayOver, hello, held, question, said, scripted } from "../../tests/node/support.mjs";

test("an abort signal ends a whole call and closes its connection", async (t) => {
  const gateway = await gatewayOver([held]);
  const controller = new AbortController();
  let own = 0;
  controller.signal.onabort = () => own++;
  const call = gateway.chat(question, { signal: controller.signal });
  await scripted.waitForHold("up");
  const aborted = performance.now();
  controller.abort(new Error("the user left"));
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof AbortError);
    assert.deepEqual([error.name, error.kind, error.cause.message], ["AbortError", "cancelled", "the user left"]);
    return true;
  });
  await scripted.waitForEarlyClose("up");
  const took = performance.now() - aborted;
  // The aim is 100 ms, asking the upstream included; what is asserted leaves room for a busy machine.
  t.diagnostic(`closed upstream within ${took.toFixed(1)} ms of the abort`);
  assert.ok(took < 2000, `${took} ms`);
  assert.equal(own, 1);
  await gateway.close();
});

test("a signal that has fired already lets nothing be sent", async () => {
  const gateway = await gatewayOver([hello]);
  await assert.rejects(gateway.chat(question, { signal: AbortSignal.abort() }), AbortError);
  await assert.rejects(gateway.fetch("/v1/chat/completions", { method: "POST", body: "{}", signal: AbortSignal.abort() }), { name: "AbortError" });
  assert.equal((await scripted.report("up")).count, 0);
  await gateway.close();
});

test("a signal of a time limit gives its reason as the cause", async () => {
  const gateway = await gatewayOver([held]);
  const call = gateway.chat(question, { signal: AbortSignal.timeout(60) });
  const keepAlive = setTimeout(() => {}, 5000);
  await assert.rejects(call, (error) => error instanceof AbortError && error.cause.name === "TimeoutError");
  clearTimeout(keepAlive);
  await scripted.waitForEarlyClose("up");
  await gateway.close();
});

test("an abort signal ends a stream under way, which its receipt tells", async () => {
  const gateway = await gatewayOver([{ sse: [{ text: "one " }, { hold: true }] }]);
  const controller = new AbortController();
  const stream = await gateway.stream(question, { signal: controller.signal });
  const chunks = [];
  await assert.rejects(async () => {
    for await (const chunk of stream) {
      chunks.push(chunk);
      if (said(chunks)) setTimeout(() => controller.abort(), 20);
    }
  }, AbortError);
  await scripted.waitForEarlyClose("up");
  assert.equal(said(chunks), "one ");
  const receipt = await stream.polyroute;
  assert.deepEqual([receipt.attempts.at(-1).outcome, receipt.error.kind], ["cancelled", "cancelled"]);
  await assert.rejects(stream.reply(), AbortError);
  await gateway.close();
});

test("a signal that fires after the end changes nothing", async () => {
  const gateway = await gatewayOver([hello]);
  const controller = new AbortController();
  const stream = await gateway.stream(question, { signal: controller.signal });
  await collect(stream);
  await gateway.chat(question, { signal: controller.signal });
  controller.abort();
  assert.equal((await stream.reply()).choices[0].finish_reason, "stop");
  assert.equal((await stream.polyroute).error, undefined);
  await gateway.close();
});

test("one signal may watch many calls", async (t) => {
  const warned = t.mock.method(process, "emitWarning");
  const gateway = await gatewayOver(Array.from({ length: 20 }, () => held));
  const controller = new AbortController();
  const calls = Array.from({ length: 20 }, () => gateway.chat(question, { signal: controller.signal }));
  await scripted.wait("up", (report) => report.holding === 20);
  controller.abort();
  for (const { status, reason } of await Promise.allSettled(calls)) assert.ok(status === "rejected" && reason instanceof AbortError);
  await scripted.wait("up", (report) => report.closed_early.length === 20);
  assert.equal(warned.mock.callCount(), 0);
  await gateway.close();
});
