// The HTTP doors: `fetch` in all its forms, and `handle` for servers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { collect, gatewayOver, hello, held, question, scripted } from "../../tests/node/support.mjs";

const CHAT = "http://polyroute.invalid/v1/chat/completions";
const post = (body, more) => ({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), ...more });
const endless = { sse: [{ text: "one " }, { hold: true }] };

test("fetch takes a string, a URL and a Request, and keeps what the body is", async () => {
  const gateway = await gatewayOver([hello]);
  const { fetch } = gateway;
  for (const input of [CHAT, new URL(CHAT), "/v1/chat/completions?beta=true"]) {
    const response = await fetch(input, post(question));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("x-polyroute-target"), "up/mini");
    const reply = await response.json();
    assert.equal(reply.choices[0].message.content, "hello there");
    assert.equal(reply.polyroute, undefined);
  }
  const request = new Request(CHAT, post(question));
  assert.equal((await (await fetch(request)).json()).object, "chat.completion");
  const other = await fetch(new Request(CHAT, post(question)), { body: JSON.stringify({ ...question, model: "nobody" }) });
  assert.equal(other.status, 404);
  await gateway.close();
});

test("fetch takes every kind of body", async () => {
  const gateway = await gatewayOver([hello]);
  const text = JSON.stringify(question);
  const bytes = new TextEncoder().encode(text);
  const padded = Buffer.from(`xx${text}yy`).subarray(2, 2 + bytes.length);
  const stream = new Blob([bytes]).stream();
  for (const body of [text, bytes, bytes.buffer, padded, new DataView(bytes.buffer), new Blob([bytes]), stream]) {
    assert.equal((await gateway.fetch(CHAT, { method: "POST", body })).status, 200);
  }
  await gateway.close();
});

test("a streamed answer comes event by event in the door's own form", async () => {
  const gateway = await gatewayOver([hello]);
  const response = await gateway.fetch(CHAT, post({ ...question, stream: true }));
  assert.match(response.headers.get("content-type"), /^text\/event-stream/);
  const text = Buffer.concat(await collect(response.body)).toString();
  assert.match(text, /data: \[DONE\]\n\n$/);
  const gemini = await gateway.fetch("/v1beta/models/chat:streamGenerateContent", post({ contents: [{ role: "user", parts: [{ text: "hi" }] }] }));
  assert.equal((await gemini.json()).at(-1).candidates[0].finishReason, "STOP");
  await gateway.close();
});

test("errors are answers in the caller's dialect, which no SDK repeats", async () => {
  const gateway = await gatewayOver([{ status: 429, headers: { "retry-after": "7" }, times: "forever" }]);
  const openai = await gateway.fetch(CHAT, post(question));
  assert.deepEqual([openai.status, openai.headers.get("retry-after"), openai.headers.get("x-should-retry")], [429, "7", "false"]);
  assert.equal((await openai.json()).error.code, "rate_limit_exceeded");
  const anthropic = await gateway.fetch("/v1/messages", post({ ...question, max_tokens: 9 }));
  assert.equal((await anthropic.json()).error.type, "rate_limit_error");
  const nowhere = await gateway.fetch("/v1/nowhere", { method: "PUT" });
  assert.deepEqual([nowhere.status, (await nowhere.json()).error.code], [404, "model_not_found"]);
  assert.equal((await gateway.fetch("/v1/models")).status, 200);
  await gateway.close();
});

test("cancelling the body closes the upstream connection", async () => {
  const gateway = await gatewayOver([endless, endless]);
  const response = await gateway.fetch(CHAT, post({ ...question, stream: true }));
  const reader = response.body.getReader();
  await reader.read();
  await reader.cancel();
  await scripted.waitForEarlyClose("up");
  const second = await gateway.fetch(CHAT, post({ ...question, stream: true }));
  for await (const piece of second.body) if (piece.length > 0) break;
  await scripted.wait("up", (report) => report.closed_early.length === 2);
  await gateway.close();
});

test("a signal ends a fetch before its answer and in the middle of it, with its own reason", async () => {
  const gateway = await gatewayOver([held, endless]);
  const first = new AbortController();
  const call = gateway.fetch(CHAT, post(question, { signal: first.signal }));
  await scripted.waitForHold("up");
  first.abort(new Error("left"));
  await assert.rejects(call, /left/);
  const second = new AbortController();
  const response = await gateway.fetch(new Request(CHAT, post({ ...question, stream: true }, { signal: second.signal })));
  const reader = response.body.getReader();
  await reader.read();
  second.abort();
  await assert.rejects(async () => {
    while (!(await reader.read()).done) continue;
  }, { name: "AbortError" });
  await scripted.wait("up", (report) => report.closed_early.length === 2);
  await gateway.close();
});

test("a server hands its requests to handle", async () => {
  const gateway = await gatewayOver([hello]);
  const response = await gateway.handle(new Request("http://gateway.example/v1/messages", post({ ...question, max_tokens: 9 })));
  assert.equal((await response.json()).content[0].text, "hello there");
  await gateway.close();
});

test("options travel in headers and in the body, and none goes upstream", async () => {
  const gateway = await gatewayOver([hello]);
  const headers = { "x-polyroute-tenant": "acme", "x-polyroute-tags": "tier=free" };
  const response = await gateway.fetch(CHAT, post({ ...question, polyroute: { feature: "search" } }, { headers }));
  const { labels } = await gateway.trace(response.headers.get("x-polyroute-trace-id"));
  assert.deepEqual(labels, { tenant: "acme", feature: "search", tags: { tier: "free" } });
  const [request] = (await scripted.report("up")).requests;
  assert.ok(!Object.keys(request.headers).some((name) => name.startsWith("x-polyroute")));
  assert.equal(request.body.polyroute, undefined);
  await gateway.close();
});

test("a closed gateway fails as a network does", async () => {
  const gateway = await gatewayOver([hello]);
  await gateway.close();
  await assert.rejects(gateway.fetch(CHAT, post(question)), (error) => error instanceof TypeError && error.cause.reason === "closed");
});
