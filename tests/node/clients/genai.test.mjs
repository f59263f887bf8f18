// The official `@google/genai`, through the gateway to upstreams of other dialects.
import assert from "node:assert/strict";
import { test } from "node:test";

import { close, collect, load, open, text, tool, WEATHER } from "./support.mjs";

const { ApiError, GoogleGenAI } = load("@google/genai");

const client = (gateway) => new GoogleGenAI(gateway.genaiOptions()).models;
const ask = { model: "chat", contents: "hi" };

test("text, whole and streamed", async () => {
  const gateway = await open("anthropic", text("hello ", "there"), text("hello ", "there"));
  assert.equal((await client(gateway).generateContent(ask)).text, "hello there");
  const chunks = await collect(await client(gateway).generateContentStream(ask));
  assert.equal(chunks.map((chunk) => chunk.text ?? "").join(""), "hello there");
  await close(gateway, { calls: 2 });
});

test("a tool loop", async () => {
  const gateway = await open("openai_chat", tool("weather", { city: "Ghent" }), text("It is dry"));
  const config = { tools: [{ functionDeclarations: [{ name: WEATHER.name, description: WEATHER.description, parametersJsonSchema: WEATHER.schema }] }] };
  const first = await client(gateway).generateContent({ ...ask, config });
  const [call] = first.functionCalls;
  assert.deepEqual([call.name, call.args], ["weather", { city: "Ghent" }]);
  const result = { role: "user", parts: [{ functionResponse: { id: call.id, name: call.name, response: { output: "dry" } } }] };
  const contents = [{ role: "user", parts: [{ text: "hi" }] }, first.candidates[0].content, result];
  assert.equal((await client(gateway).generateContent({ ...ask, contents, config })).text, "It is dry");
  await close(gateway, { calls: 2 });
});

test("structured output", async () => {
  const gateway = await open("openai_chat", text('{"city":"Ghent"}'));
  const config = { responseMimeType: "application/json", responseJsonSchema: WEATHER.schema };
  assert.deepEqual(JSON.parse((await client(gateway).generateContent({ ...ask, config })).text), { city: "Ghent" });
  await close(gateway, { calls: 1 });
});

test("an error is the package's own class", async () => {
  const gateway = await open("openai_chat", { status: 429 });
  await assert.rejects(client(gateway).generateContent(ask), (error) => error instanceof ApiError && error.status === 429);
  await gateway.close();
});
