// LangChain.js over the gateway: messages, streams, structured output, and an agent whose answers come twice from the cache.
import assert from "node:assert/strict";
import { test } from "node:test";

import { close, collect, load, open, text, tool, WEATHER } from "./support.mjs";

const { ChatOpenAI, OpenAIEmbeddings } = load("@langchain/openai");
const { createAgent, tool: langchainTool } = load("langchain");
const { z } = load("zod");

function model(gateway, options) {
  const { apiKey, maxRetries, ...configuration } = gateway.openaiOptions();
  return new ChatOpenAI({ model: "chat", apiKey, maxRetries, configuration, ...options });
}

const weather = (asked) =>
  langchainTool((args) => (asked.push(args), "dry"), { name: WEATHER.name, description: WEATHER.description, schema: z.object({ city: z.string() }) });

test("text, stream with usage, and the Responses format", async () => {
  const gateway = await open("anthropic", text("hello"), text("hel", "lo"), text("hello"));
  assert.equal((await model(gateway).invoke("hi")).content, "hello");
  const chunks = await collect(await model(gateway, { streamUsage: true }).stream("hi"));
  assert.equal(chunks.map(({ content }) => content).join(""), "hello");
  assert.equal(chunks.reduce((all, chunk) => all.concat(chunk)).usage_metadata.output_tokens, 3);
  assert.equal((await model(gateway, { useResponsesApi: true }).invoke("hi")).text, "hello");
  await close(gateway, { calls: 3 });
});

test("structured output", async () => {
  const gateway = await open("gemini", text('{"city":"Ghent"}'));
  const structured = model(gateway).withStructuredOutput(z.object({ city: z.string() }), { method: "jsonSchema", name: "place" });
  assert.deepEqual(await structured.invoke("hi"), { city: "Ghent" });
  await close(gateway, { calls: 1 });
});

test("an agent runs its tools and says the last word", async () => {
  const gateway = await open("anthropic", tool("weather", { city: "Ghent" }), text("It is dry"));
  const asked = [];
  const agent = createAgent({ model: model(gateway), tools: [weather(asked)] });
  const { messages } = await agent.invoke({ messages: [{ role: "user", content: "hi" }] });
  assert.equal(messages.at(-1).content, "It is dry");
  assert.deepEqual(asked, [{ city: "Ghent" }]);
  assert.equal(new Set(messages.map(({ id }) => id)).size, messages.length);
  await close(gateway, { calls: 2 });
});

test("embeddings", async () => {
  const gateway = await open("openai_chat", { reply: { vectors: [[0.5, 0.25]] } });
  const { apiKey, maxRetries, ...configuration } = gateway.openaiOptions();
  const [vector] = await new OpenAIEmbeddings({ model: "chat", apiKey, maxRetries, configuration }).embedDocuments(["hi"]);
  assert.deepEqual([...vector], [0.5, 0.25]);
  await close(gateway, { calls: 1 });
});
