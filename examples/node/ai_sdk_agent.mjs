// An agent of the AI SDK whose model is a route of polyroute.
//
// npm install polyroute ai zod && OPENAI_API_KEY=… node ai_sdk_agent.mjs
import { generateText, stepCountIs, tool } from "ai";
import { Gateway } from "polyroute";
import { z } from "zod";

const gateway = new Gateway();

const get_weather = tool({
  description: "The weather forecast for a city.",
  inputSchema: z.object({ city: z.string(), day: z.string() }),
  execute: ({ city, day }) => `${city} on ${day}: dry, 17 °C`,
});

const { text, steps } = await generateText({
  model: gateway.languageModel("openai/gpt-5-mini"),
  tools: { get_weather },
  stopWhen: stepCountIs(5),
  prompt: "What is the weather for a trip to Ostend on Sunday?",
});

console.log(text);
for (const { providerMetadata } of steps) {
  const { target, usage, cost_usd } = providerMetadata.polyroute;
  console.log(target, usage.input_tokens, "+", usage.output_tokens, "tokens", cost_usd, "USD");
}
