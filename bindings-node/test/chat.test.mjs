// One chat through the core against a fake provider on loopback.
import assert from "node:assert/strict";
import http from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { ConfigError, Gateway, NotFoundError, PolyrouteError, UnavailableError } from "../lib/index.mjs";

let server;
let address;
const seen = [];

before(async () => {
  server = http.createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const body = JSON.parse(Buffer.concat(pieces));
    seen.push({ path: request.url, key: request.headers.authorization, body });
    const failing = body.model === "failing";
    response.writeHead(failing ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(failing ? { error: { message: "out of order", type: "server_error" } } : {
      id: "chatcmpl-1", object: "chat.completion", created: 1, model: body.model,
      choices: [{ index: 0, message: { role: "assistant", content: "hello from the fake provider" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 },
    }));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  address = `http://127.0.0.1:${server.address().port}/v1`;
});

after(() => server.close());

const config = (model = "mini") => ({
  providers: { up: { type: "openai_compatible", base_url: address, api_key: "test-key" } },
  routes: { chat: { targets: [`up/${model}`], retries: { max: 0 } } },
});
const question = { model: "chat", messages: [{ role: "user", content: "hi" }] };

test("a chat is answered and carries its receipt", async () => {
  const gateway = new Gateway(config());
  const reply = await gateway.chat(question, { labels: { tenant: "acme" } });
  assert.equal(reply.choices[0].message.content, "hello from the fake provider");
  assert.equal(reply.polyroute.target, "up/mini");
  assert.equal(reply.polyroute.attempts.length, 1);
  const { path, key, body } = seen.at(-1);
  assert.equal(path, "/v1/chat/completions");
  assert.equal(key, "Bearer test-key");
  assert.equal(body.model, "mini");
  assert.equal(body.polyroute, undefined);
  gateway.close();
});

test("thirty-two chats at once are all answered", async () => {
  const gateway = new Gateway(config());
  const replies = await Promise.all(Array.from({ length: 32 }, (_, n) => gateway.chat({ ...question, user: `u${n}` })));
  assert.equal(replies.filter((reply) => reply.choices[0].finish_reason === "stop").length, 32);
  gateway.close();
});

test("errors are classes with their fields", async () => {
  const gateway = new Gateway(config("failing"));
  await assert.rejects(gateway.chat(question), (error) => {
    assert.ok(error instanceof UnavailableError && error instanceof PolyrouteError);
    assert.equal(error.code, "unavailable");
    assert.equal(error.retryable, false);
    assert.equal(error.attempts[0].class, "server");
    return true;
  });
  await assert.rejects(gateway.chat({ ...question, model: "no-such-route" }), NotFoundError);
  assert.throws(() => Gateway.fromYaml("routes: { chat: { targets: [nowhere/x] } }"), ConfigError);
  gateway.close();
});

test("the package can be required too", () => {
  const required = createRequire(import.meta.url)("../lib/index.cjs");
  assert.equal(required.Gateway, Gateway);
});
