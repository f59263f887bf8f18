// The OpenAI Agents SDK over the gateway, to an upstream that speaks only chat completions and to one of another family.
import assert from "node:assert/strict";
import { test } from "node:test";

import { close, load, open, text, tool, WEATHER } from "./support.mjs";

const agents = load("@openai/agents");
const { OpenAI } = load("openai");
const { z } = load("zod");

/** One provider a gateway: the default one keeps its first client for ever. */
function runner(gateway, api) {
  const openAIClient = new OpenAI(gateway.openaiOptions());
  const modelProvider = new agents.OpenAIProvider({ openAIClient, useResponses: api === "responses" });
  return new agents.Runner({ modelProvider, tracingDisabled: true });
}

function agent(asked, more) {
  const weather = agents.tool({
    name: WEATHER.name,
    description: WEATHER.description,
    parameters: z.object({ city: z.string() }),
    execute: (args) => (asked.push(args), "dry"),
  });
  return new agents.Agent({ name: "guide", instructions: "Be short.", model: "chat", tools: [weather], ...more });
}

for (const [api, dialect] of [["responses", "openai_chat"], ["responses", "anthropic"], ["chat_completions", "anthropic"]]) {
  test(`${api} over ${dialect}: a tool loop, whole and streamed`, async () => {
    const answers = () => [tool("weather", { city: "Ghent" }), text("It is dry")];
    const gateway = await open(dialect, ...answers(), ...answers());
    const asked = [];
    const [guide, guided] = [agent(asked), runner(gateway, api)];
    assert.equal((await guided.run(guide, "hi")).finalOutput, "It is dry");
    const streamed = await guided.run(guide, "hi", { stream: true });
    let said = "";
    for await (const piece of streamed.toTextStream()) said += piece;
    assert.equal(said, "It is dry");
    assert.deepEqual(asked, [{ city: "Ghent" }, { city: "Ghent" }]);
    await close(gateway, { calls: 4 });
  });
}

test("structured output", async () => {
  const gateway = await open("openai_chat", text('{"city":"Ghent"}'));
  const { finalOutput } = await runner(gateway, "responses").run(agent([], { outputType: z.object({ city: z.string() }) }), "hi");
  assert.deepEqual(finalOutput, { city: "Ghent" });
  await close(gateway, { calls: 1 });
});
