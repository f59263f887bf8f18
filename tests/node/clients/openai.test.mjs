// The official `openai` package, through the gateway to upstreams of other dialects.
import assert from "node:assert/strict";
import { test } from "node:test";

import { close, collect, load, open, scripted, seen, text, tool, WEATHER } from "./support.mjs";

const { OpenAI } = load("openai");
const { zodResponseFormat, zodTextFormat } = load("openai/helpers/zod");
const { z } = load("zod");

const messages = [{ role: "user", content: "hi" }];
const client = (gateway) => new OpenAI(gateway.openaiOptions());
const tools = [{ type: "function", function: { name: WEATHER.name, description: WEATHER.description, parameters: WEATHER.schema } }];

test("chat: text, headers and stream", async () => {
  const gateway = await open("anthropic", text("hello ", "there"), text("hello ", "there"));
  const { data, response } = await client(gateway).chat.completions.create({ model: "chat", messages }).withResponse();
  assert.equal(data.choices[0].message.content, "hello there");
  assert.equal(response.headers.get("x-polyroute-target"), "up/m");
  const stream = await client(gateway).chat.completions.create({ model: "chat", messages, stream: true, stream_options: { include_usage: true } });
  const chunks = await collect(stream);
  assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join(""), "hello there");
  assert.equal(chunks.at(-1).usage.completion_tokens, 3);
  await close(gateway, { calls: 2 });
});

test("chat: a tool loop", async () => {
  const gateway = await open("anthropic", tool("weather", { city: "Ghent" }), text("It is dry in Ghent"));
  const asked = [];
  const runner = client(gateway).chat.completions.runTools({
    model: "chat",
    messages,
    tools: [{ type: "function", function: { ...tools[0].function, parse: JSON.parse, function: (args) => (asked.push(args), "dry") } }],
  });
  assert.equal(await runner.finalContent(), "It is dry in Ghent");
  assert.deepEqual(asked, [{ city: "Ghent" }]);
  await close(gateway, { calls: 2 });
});

test("chat: structured output, whole and streamed", async () => {
  const answer = () => text('{"city":', '"Ghent"}');
  const gateway = await open("gemini", answer(), answer());
  const format = { model: "chat", messages, response_format: zodResponseFormat(z.object({ city: z.string() }), "place") };
  const parsed = await client(gateway).chat.completions.parse(format);
  assert.deepEqual(parsed.choices[0].message.parsed, { city: "Ghent" });
  const streamed = await client(gateway).chat.completions.stream(format).finalChatCompletion();
  assert.deepEqual(streamed.choices[0].message.parsed, { city: "Ghent" });
  await close(gateway, { calls: 2 });
});

test("responses: text, stream, tools and structured output", async () => {
  const gateway = await open("openai_chat", text("hello"), text("hel", "lo"), tool("weather", { city: "Ghent" }), text('{"city":"Ghent"}'));
  const { responses } = client(gateway);
  assert.equal((await responses.create({ model: "chat", input: "hi" })).output_text, "hello");
  const events = await collect(await responses.create({ model: "chat", input: "hi", stream: true }));
  assert.equal(events.filter(({ type }) => type === "response.output_text.delta").map(({ delta }) => delta).join(""), "hello");
  assert.equal(events.at(-1).response.status, "completed");
  const { output } = await responses.create({ model: "chat", input: "hi", tools: [{ type: "function", name: "weather", parameters: WEATHER.schema, strict: true }] });
  assert.deepEqual(output.map(({ type, name, arguments: args }) => [type, name, args && JSON.parse(args)]), [["function_call", "weather", { city: "Ghent" }]]);
  const format = zodTextFormat(z.object({ city: z.string() }), "place");
  assert.deepEqual((await responses.parse({ model: "chat", input: "hi", text: { format } })).output_parsed, { city: "Ghent" });
  await close(gateway, { calls: 4 });
});

test("embeddings arrive as numbers, and models are listed", async () => {
  const gateway = await open("openai_chat", { reply: { vectors: [[0.5, 0.25]] } });
  const { data } = await client(gateway).embeddings.create({ model: "chat", input: "hi" });
  assert.deepEqual([...data[0].embedding], [0.5, 0.25]);
  assert.deepEqual((await collect(client(gateway).models.list())).map(({ id }) => id), ["chat"]);
  await close(gateway);
});

test("an error is the package's own class, after the tries of the gateway and no more", async () => {
  const gateway = await open("anthropic", { status: 429, times: "forever" });
  for (const maxRetries of [0, 2]) {
    const before = (await seen()).length;
    const failed = client(gateway).chat.completions.create({ model: "chat", messages }, { maxRetries });
    await assert.rejects(failed, (error) => error instanceof OpenAI.RateLimitError && error.code === "rate_limit_exceeded");
    assert.equal((await seen()).length, before + 1);
  }
  await gateway.close();
});

test("leaving a stream closes the connection upstream", async () => {
  const gateway = await open("anthropic", { sse: [{ text: "one " }, { hold: true }] }, { sse: [{ text: "one " }, { hold: true }] });
  for await (const _ of await client(gateway).chat.completions.create({ model: "chat", messages, stream: true })) break;
  await scripted.waitForEarlyClose("up");
  const controller = new AbortController();
  const stream = await client(gateway).chat.completions.create({ model: "chat", messages, stream: true }, { signal: controller.signal });
  for await (const _ of stream) controller.abort();
  await scripted.wait("up", (report) => report.closed_early.length === 2);
  await gateway.close();
});

test("labels of a block and of the body reach the trace and not the upstream", async () => {
  const gateway = await open("anthropic", text("hello"));
  await gateway.run({ tenant: "acme" }, () =>
    client(gateway).chat.completions.create({ model: "chat", messages, polyroute: { feature: "search" } }, { headers: { "x-polyroute-user": "u1" } }));
  const [{ labels }] = await gateway.traces();
  assert.deepEqual(labels, { tenant: "acme", feature: "search", user: "u1" });
  assert.ok(!JSON.stringify(await seen()).includes("acme"));
  await close(gateway);
});
