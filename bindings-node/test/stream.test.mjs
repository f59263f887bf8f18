// Streams: events one by one, what they come to, and what happens when somebody leaves early.
import assert from "node:assert/strict";
import { test } from "node:test";

import { InvalidRequestError, Stream, UnavailableError } from "../lib/index.mjs";
import { collect, gatewayOver, hello, question, said, scripted } from "../../tests/node/support.mjs";

const endless = { sse: [{ text: "one " }, { text: "two " }, { hold: true }] };

test("a stream is read to its end and then knows its reply and receipt", async () => {
  const gateway = await gatewayOver([hello]);
  for (const open of [gateway.stream(question), gateway.chat({ ...question, stream: true })]) {
    const stream = await open;
    assert.ok(stream instanceof Stream);
    const receipt = stream.polyroute;
    assert.equal(said(await collect(stream)), "hello there");
    const reply = await stream.reply();
    assert.equal(reply.choices[0].message.content, "hello there");
    assert.equal(reply.polyroute.trace_id, (await receipt).trace_id);
    assert.deepEqual([(await receipt).usage.output_tokens, (await receipt).error], [3, undefined]);
    assert.deepEqual(await stream.next(), { value: undefined, done: true });
  }
  await gateway.close();
});

test("streams of the other doors come in their own events", async () => {
  const gateway = await gatewayOver([hello]);
  const messages = await collect(await gateway.messages({ ...question, max_tokens: 50, stream: true }));
  assert.equal(messages[0].type, "message_start");
  assert.equal(messages.at(-1).type, "message_stop");
  const responses = await collect(await gateway.responses({ model: "chat", input: "hi", stream: true }));
  assert.equal(responses.at(-1).type, "response.completed");
  await gateway.close();
});

test("leaving the loop early closes the upstream connection and ends the call as cancelled", async () => {
  const gateway = await gatewayOver([endless]);
  const stream = await gateway.stream(question);
  for await (const chunk of stream) if (said([chunk])) break;
  await scripted.waitForEarlyClose("up");
  const receipt = await stream.polyroute;
  assert.equal(receipt.attempts.at(-1).outcome, "cancelled");
  assert.equal(receipt.usage.estimated, true);
  const reply = await stream.reply();
  assert.match(reply.choices[0].message.content, /^one /);
  assert.equal(reply.choices[0].finish_reason, null);
  await gateway.close();
});

test("closing while an event is waited for ends the wait", async () => {
  const gateway = await gatewayOver([{ sse: [{ text: "one" }, { hold: true }] }]);
  const stream = await gateway.stream(question);
  while (!said([(await stream.next()).value])) continue;
  const waiting = stream.next();
  await scripted.waitForHold("up");
  await stream.close();
  assert.deepEqual(await waiting, { value: undefined, done: true });
  await stream.close();
  await gateway.close();
});

test("the reply is not known before the end", async () => {
  const gateway = await gatewayOver([hello]);
  const stream = await gateway.stream(question);
  await assert.rejects(stream.reply(), InvalidRequestError);
  await collect(stream);
  assert.equal((await stream.reply()).choices[0].finish_reason, "stop");
  await gateway.close();
});

test("a stream that breaks rejects its reader and its reply, and its receipt tells the error", async () => {
  const gateway = await gatewayOver([{ sse: [{ text: "one " }, { delay: "30ms" }, { cut: "reset" }] }]);
  const stream = await gateway.stream(question);
  const chunks = [];
  await assert.rejects(async () => {
    for await (const chunk of stream) chunks.push(chunk);
  }, UnavailableError);
  assert.equal(said(chunks), "one ");
  assert.deepEqual(await stream.next(), { value: undefined, done: true });
  await assert.rejects(stream.reply(), UnavailableError);
  const receipt = await stream.polyroute;
  assert.equal(receipt.error.kind, "unavailable");
  assert.equal(receipt.attempts.at(-1).outcome, "failed");
  await gateway.close();
});

test("an error before the first event rejects the call itself", async () => {
  const gateway = await gatewayOver([{ status: 503 }]);
  await assert.rejects(gateway.stream(question), UnavailableError);
  await gateway.close();
});

test("many may wait for events at once, and each event comes once and in order", async () => {
  const pieces = Array.from({ length: 300 }, (_, n) => `${n} `);
  const gateway = await gatewayOver([{ reply: { pieces } }]);
  const stream = await gateway.stream(question);
  const chunks = [];
  for (;;) {
    const some = await Promise.all(Array.from({ length: 7 }, () => stream.next()));
    chunks.push(...some.filter(({ done }) => !done).map(({ value }) => value));
    if (some.at(-1).done) break;
  }
  assert.equal(said(chunks), pieces.join(""));
  await gateway.close();
});

test("a readable stream gives the same events, and cancelling it closes the call", async () => {
  const gateway = await gatewayOver([{ ...hello, times: 1 }, endless]);
  assert.equal(said(await collect((await gateway.stream(question)).toReadableStream())), "hello there");
  const stream = await gateway.stream(question);
  const reader = stream.toReadableStream().getReader();
  await reader.read();
  await reader.cancel();
  await scripted.waitForEarlyClose("up");
  assert.equal((await stream.polyroute).attempts.at(-1).outcome, "cancelled");
  await gateway.close();
});

test("a stream that nobody keeps is closed once it is collected", { skip: !globalThis.gc && "needs --expose-gc" }, async () => {
  const gateway = await gatewayOver([endless]);
  const forget = async () => void (await (await gateway.stream(question)).next());
  await forget();
  const waited = scripted.waitForEarlyClose("up");
  const collecting = setInterval(globalThis.gc, 20);
  await waited;
  clearInterval(collecting);
  await gateway.close();
});
