// The official `@anthropic-ai/sdk`, through the gateway to upstreams of other dialects.
import assert from "node:assert/strict";
import { test } from "node:test";

import { close, collect, load, open, scripted, text, tool, WEATHER } from "./support.mjs";

const { Anthropic } = load("@anthropic-ai/sdk");

const ask = { model: "chat", max_tokens: 100, messages: [{ role: "user", content: "hi" }] };
const client = (gateway) => new Anthropic(gateway.anthropicOptions());
const tools = [{ name: WEATHER.name, description: WEATHER.description, input_schema: WEATHER.schema }];

test("text, whole and streamed", async () => {
  const gateway = await open("openai_chat", text("hello ", "there"), text("hello ", "there"), text("hello"));
  const message = await client(gateway).messages.create(ask);
  assert.deepEqual([message.content[0].text, message.stop_reason, message.usage.output_tokens], ["hello there", "end_turn", 3]);
  const stream = client(gateway).messages.stream(ask);
  const pieces = [];
  stream.on("text", (piece) => pieces.push(piece));
  assert.equal((await stream.finalMessage()).content[0].text, "hello there");
  assert.deepEqual(pieces, ["hello ", "there"]);
  const events = await collect(await client(gateway).messages.create({ ...ask, stream: true }));
  assert.equal(events.at(-1).type, "message_stop");
  await close(gateway, { calls: 3 });
});

test("a tool loop, whole and streamed", async () => {
  const call = tool("weather", { city: "Ghent" });
  const gateway = await open("gemini", call, text("It is dry"), call);
  const first = await client(gateway).messages.create({ ...ask, tools });
  const used = first.content.find(({ type }) => type === "tool_use");
  assert.deepEqual([first.stop_reason, used.name, used.input], ["tool_use", "weather", { city: "Ghent" }]);
  const result = { type: "tool_result", tool_use_id: used.id, content: "dry" };
  const messages = [...ask.messages, { role: "assistant", content: first.content }, { role: "user", content: [result] }];
  assert.equal((await client(gateway).messages.create({ ...ask, tools, messages })).content[0].text, "It is dry");
  const streamed = await client(gateway).messages.stream({ ...ask, tools }).finalMessage();
  assert.deepEqual(streamed.content.find(({ type }) => type === "tool_use").input, { city: "Ghent" });
  await close(gateway, { calls: 3 });
});

test("structured output", async () => {
  const gateway = await open("openai_chat", text('{"city":"Ghent"}'));
  const format = { type: "json_schema", schema: WEATHER.schema };
  const message = await client(gateway).messages.create({ ...ask, output_config: { format } });
  assert.deepEqual(JSON.parse(message.content[0].text), { city: "Ghent" });
  await close(gateway, { calls: 1 });
});

test("an error is the package's own class, and leaving a stream closes the connection", async () => {
  const gateway = await open("openai_chat", { status: 429 }, { sse: [{ text: "one" }, { hold: true }] });
  await assert.rejects(client(gateway).messages.create(ask, { maxRetries: 2 }), (error) => error instanceof Anthropic.RateLimitError);
  for await (const _ of await client(gateway).messages.create({ ...ask, stream: true })) break;
  await scripted.waitForEarlyClose("up");
  await gateway.close();
});
