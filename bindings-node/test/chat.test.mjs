// Whole typed calls, their options and their errors.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import * as polyroute from "../lib/index.mjs";
import { gatewayOver, hello, question, scripted } from "../../tests/node/support.mjs";

const { ConfigError, Gateway, InternalError, InvalidRequestError, NotFoundError, PolyrouteError, UnavailableError } = polyroute;

test("a chat is answered and carries its receipt", async () => {
  const gateway = await gatewayOver([hello]);
  const reply = await gateway.chat(question, { labels: { tenant: "acme" } });
  assert.equal(reply.choices[0].message.content, "hello there");
  assert.equal(reply.polyroute.target, "up/mini");
  assert.equal(reply.polyroute.attempts.length, 1);
  const { requests } = await scripted.report("up");
  assert.equal(requests[0].path, "/v1/chat/completions");
  assert.equal(requests[0].headers.authorization, "Bearer test-key");
  assert.equal(requests[0].body.model, "mini");
  assert.equal(requests[0].body.polyroute, undefined);
  await gateway.close();
});

test("every typed call answers in its own format", async () => {
  const gateway = await gatewayOver([{ when: { path: "/v1/embeddings" }, reply: { vectors: [[0.5, 0.25]] } }, hello]);
  const message = await gateway.messages({ ...question, max_tokens: 50 });
  assert.deepEqual([message.type, message.content[0].text], ["message", "hello there"]);
  const response = await gateway.responses({ model: "chat", input: "hi" });
  assert.deepEqual([response.object, response.output.at(-1).content[0].text], ["response", "hello there"]);
  const embedded = await gateway.embeddings({ model: "chat", input: "hi" });
  assert.deepEqual(embedded.data[0].embedding, [0.5, 0.25]);
  for (const reply of [message, response, embedded]) assert.equal(reply.polyroute.attempts[0].outcome, "served");
  await gateway.close();
});

test("a body may come as JSON text or as its bytes", async () => {
  const gateway = await gatewayOver([hello]);
  for (const body of [JSON.stringify(question), Buffer.from(JSON.stringify(question)), new TextEncoder().encode(JSON.stringify(question))]) {
    assert.equal((await gateway.chat(body)).choices[0].message.content, "hello there");
    assert.equal(typeof (await gateway.stream(body)).next, "function");
  }
  await assert.rejects(gateway.chat("{"), InvalidRequestError);
  await assert.rejects(gateway.stream("{"), InvalidRequestError);
  await assert.rejects(gateway.chat(undefined), InvalidRequestError);
  await assert.rejects(gateway.chat({ ...question, seed: 1n }), InvalidRequestError);
  await gateway.close();
});

test("sixty-four chats at once are all answered", async () => {
  const gateway = await gatewayOver([hello]);
  const replies = await Promise.all(Array.from({ length: 64 }, (_, n) => gateway.chat({ ...question, user: `u${n}` })));
  assert.equal(replies.filter((reply) => reply.choices[0].finish_reason === "stop").length, 64);
  await gateway.close();
});

test("a cached answer is marked, and the caller can refuse it", async () => {
  const gateway = await gatewayOver([hello], { routes: { chat: { targets: ["up/mini"], cache: { mode: "exact", ttl: "1h" } } } });
  const kinds = [];
  for (const cache of [undefined, undefined, "no-store", { max_age: 60 }]) {
    kinds.push((await gateway.chat(question, { cache })).polyroute.cache.kind);
  }
  assert.deepEqual(kinds, ["miss", "exact", "bypass", "exact"]);
  await gateway.close();
});

test("errors are classes with their fields", async () => {
  const gateway = await gatewayOver([{ status: 500, times: "forever" }]);
  await assert.rejects(gateway.chat(question), (error) => {
    assert.ok(error instanceof UnavailableError && error instanceof PolyrouteError);
    assert.deepEqual([error.name, error.kind, error.code, error.retryable], ["UnavailableError", "unavailable", "unavailable", false]);
    assert.equal(error.attempts[0].class, "server");
    assert.equal(error.status, 500);
    assert.match(error.traceId, /^[0-9a-f]{32}$/);
    return true;
  });
  await assert.rejects(gateway.chat({ ...question, model: "no-such-route" }), NotFoundError);
  await gateway.close();
});

test("options that do not exist are refused by name", async () => {
  const gateway = await gatewayOver([hello]);
  const refused = async (options) => (await gateway.chat(question, options).catch((error) => error)).message;
  assert.match(await refused({ tenant: "acme" }), /`tenant` is a label: pass it within `labels`/);
  assert.match(await refused({ cahce: "no-store" }), /did you mean `cache`/);
  assert.match(await refused({ deadline: 30 }), /a number goes into `deadlineMs`/);
  assert.match(await refused({ deadlineMs: "30s" }), /number of milliseconds/);
  assert.equal((await scripted.report("up")).count, 0);
  await gateway.close();
});

test("a deadline ends a call with a timeout", async () => {
  for (const options of [{ deadlineMs: 80 }, { deadline: "80ms" }]) {
    const gateway = await gatewayOver([{ hold: true }]);
    await assert.rejects(gateway.chat(question, options), polyroute.TimeoutError);
    await scripted.waitForEarlyClose("up");
    await gateway.close();
  }
});

test("a configuration is data, text or a file, and all its problems come at once", () => {
  assert.throws(() => Gateway.fromYaml("routes: { chat: { targets: [nowhere/x] } }\nbudgts: []"), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, /nowhere/);
    assert.match(error.message, /did you mean `budgets`/);
    return true;
  });
  assert.throws(() => Gateway.fromFile("/no/such/polyroute.yaml"), ConfigError);
  assert.throws(() => new Gateway({ routes: 7 }), ConfigError);
});

test("a closed gateway says so, and closing it twice does no harm", async () => {
  const gateway = await gatewayOver([hello]);
  await gateway.close();
  await gateway.close();
  await assert.rejects(gateway.chat(question), (error) => error instanceof InvalidRequestError && error.reason === "closed");
});

test("a panic becomes an internal error and the process lives", async (t) => {
  const gateway = await gatewayOver([hello]);
  for (const when of ["now", "later"]) {
    const error = await gateway._panic(when).catch((e) => e);
    if (/is not a function/.test(error.message)) return t.skip("a release build has no planted bug");
    assert.ok(error instanceof InternalError, error);
    assert.match(error.message, /a planted bug/);
  }
  assert.equal((await (await gatewayOver([hello])).chat(question)).choices[0].finish_reason, "stop");
});

test("the package can be required, and imports by name all that it exports", () => {
  const required = createRequire(import.meta.url)("../lib/index.cjs");
  assert.deepEqual(Object.keys(required).sort(), Object.keys(polyroute).sort());
  for (const [name, value] of Object.entries(required)) assert.equal(polyroute[name], value);
});
