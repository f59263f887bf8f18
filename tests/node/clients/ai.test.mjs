// The AI SDK: with the providers of its own over `gateway.fetch`, and with the models that the gateway itself is.
import assert from "node:assert/strict";
import { test } from "node:test";

import { close, collect, load, open, scripted, seen, text, tool, WEATHER } from "./support.mjs";

const { embed, generateText, jsonSchema, Output, stepCountIs, streamText, tool: aiTool } = load("ai");
const { createOpenAI } = load("@ai-sdk/openai");
const { createOpenAICompatible } = load("@ai-sdk/openai-compatible");
const { createAnthropic } = load("@ai-sdk/anthropic");
const { createGoogleGenerativeAI } = load("@ai-sdk/google");
const { z } = load("zod");

globalThis.AI_SDK_LOG_WARNINGS = false;
const own = { maxRetries: 0 };

/** Name, how a model is made, and the upstream's dialect: always another one. */
const MODELS = [
  ["the gateway itself", (gateway) => gateway.languageModel("chat"), "anthropic"],
  ["@ai-sdk/openai, responses", (gateway) => createOpenAI(gateway.openaiOptions())("chat"), "openai_chat"],
  ["@ai-sdk/openai, chat", (gateway) => createOpenAI(gateway.openaiOptions()).chat("chat"), "anthropic"],
  ["@ai-sdk/openai-compatible", (gateway) => createOpenAICompatible({ name: "polyroute", supportsStructuredOutputs: true, ...gateway.openaiOptions() })("chat"), "gemini"],
  ["@ai-sdk/anthropic", (gateway) => createAnthropic({ ...gateway.anthropicOptions(), baseURL: "http://polyroute.invalid/v1" })("chat"), "openai_chat"],
  ["@ai-sdk/google", (gateway) => createGoogleGenerativeAI({ apiKey: "k", baseURL: "http://polyroute.invalid/v1beta", fetch: gateway.fetch })("chat"), "openai_chat"],
];

for (const [name, make, dialect] of MODELS) {
  test(`${name}: text and stream`, async () => {
    const gateway = await open(dialect, text("hello ", "there"), text("hello ", "there"));
    const model = make(gateway);
    const whole = await generateText({ model, prompt: "hi", ...own });
    assert.deepEqual([whole.text, whole.finishReason, whole.usage.outputTokens], ["hello there", "stop", 3]);
    const stream = streamText({ model, prompt: "hi", ...own });
    assert.deepEqual((await collect(stream.textStream)).join(""), "hello there");
    assert.equal(await stream.finishReason, "stop");
    await close(gateway, { calls: 2 });
  });

  test(`${name}: a tool loop, whole and streamed`, async () => {
    const answers = () => [tool("weather", { city: "Ghent" }), text("It is dry")];
    const gateway = await open(dialect, ...answers(), ...answers());
    const asked = [];
    const tools = { weather: aiTool({ description: WEATHER.description, inputSchema: jsonSchema(WEATHER.schema), execute: (args) => (asked.push(args), { sky: "dry" }) }) };
    const options = { model: make(gateway), prompt: "hi", tools, stopWhen: stepCountIs(3), ...own };
    assert.equal((await generateText(options)).text, "It is dry");
    const stream = streamText(options);
    await stream.consumeStream();
    assert.equal(await stream.text, "It is dry");
    assert.deepEqual(asked, [{ city: "Ghent" }, { city: "Ghent" }]);
    await close(gateway, { calls: 4 });
  });

  test(`${name}: structured output`, async () => {
    const gateway = await open(dialect === "anthropic" ? "gemini" : dialect, text('{"city":', '"Ghent"}'), text('{"city":', '"Ghent"}'));
    const options = { model: make(gateway), prompt: "hi", output: Output.object({ schema: z.object({ city: z.string() }) }), ...own };
    assert.deepEqual((await generateText(options)).output, { city: "Ghent" });
    const stream = streamText(options);
    await stream.consumeStream();
    assert.deepEqual(await stream.output, { city: "Ghent" });
    await close(gateway, { calls: 2 });
  });
}

test("the gateway itself: no error is tried again by the SDK, and the receipt comes with the answer", async () => {
  const gateway = await open("openai_chat", text("hello"), { status: 503, times: "forever" });
  const model = gateway.languageModel("chat");
  const { providerMetadata } = await generateText({ model, prompt: "hi", providerOptions: { polyroute: { labels: { tenant: "acme" } } } });
  assert.equal(providerMetadata.polyroute.target, "up/m");
  assert.equal((await gateway.usage({ groupBy: "tenant" }))[0].tenant, "acme");
  const before = (await seen()).length;
  await assert.rejects(generateText({ model, prompt: "hi" }), (error) => error.kind === "unavailable");
  assert.equal((await seen()).length, before + 1);
  await gateway.close();
});

test("the gateway itself: pictures, thinking and sampling find their way", async () => {
  const gateway = await open("anthropic", { reply: { thinking: "two and two", text: "four" } }, { reply: { thinking: "two and two", text: "four" } });
  const model = gateway.languageModel("chat");
  const image = { type: "file", mediaType: "image/png", data: Buffer.from("iVBORw0KGgo=", "base64") };
  const messages = [{ role: "user", content: [{ type: "text", text: "what?" }, image] }];
  const { text: said, reasoningText } = await generateText({ model, system: "be short", messages, maxOutputTokens: 50, stopSequences: ["END"], ...own });
  assert.deepEqual([said, reasoningText], ["four", "two and two"]);
  const [{ body }] = await seen();
  assert.deepEqual([body.max_tokens, body.stop_sequences, body.messages[0].content[1].source.media_type], [50, ["END"], "image/png"]);
  const stream = streamText({ model, messages, ...own });
  await stream.consumeStream();
  assert.deepEqual([await stream.text, await stream.reasoningText], ["four", "two and two"]);
  await close(gateway, { calls: 2 });
});

test("the gateway itself: vectors, and an abort signal that closes the connection", async () => {
  const gateway = await open("openai_chat", { reply: { vectors: [[0.5, 0.25]] } }, { sse: [{ text: "one" }, { hold: true }] });
  const { embedding, usage } = await embed({ model: gateway.embeddingModel("chat"), value: "hi", ...own });
  assert.deepEqual(embedding, [0.5, 0.25]);
  assert.ok(usage.tokens > 0);
  const controller = new AbortController();
  const stream = streamText({ model: gateway.languageModel("chat"), prompt: "hi", abortSignal: controller.signal, onError() {}, ...own });
  for await (const _ of stream.textStream) controller.abort();
  await scripted.waitForEarlyClose("up");
  await gateway.close();
});

test("the gateway itself: a stream that breaks tells its error", async () => {
  const gateway = await open("openai_chat", { sse: [{ text: "one " }, { delay: "20ms" }, { cut: "reset" }] });
  const errors = [];
  const stream = streamText({ model: gateway.languageModel("chat"), prompt: "hi", onError: ({ error }) => errors.push(error), ...own });
  await stream.consumeStream();
  assert.deepEqual(errors.map(({ kind }) => kind), ["unavailable"]);
  await gateway.close();
});
