// A LangChain.js agent over polyroute.
//
// npm install polyroute langchain @langchain/openai zod && OPENAI_API_KEY=… node langchain_agent.mjs
import { ChatOpenAI } from "@langchain/openai";
import { createAgent, tool } from "langchain";
import { Gateway } from "polyroute";
import { z } from "zod";

const gateway = new Gateway();
const { apiKey, maxRetries, ...configuration } = gateway.openaiOptions();
const model = new ChatOpenAI({ model: "openai/gpt-5-mini", apiKey, maxRetries, configuration });

const getWeather = tool(({ city, day }) => `${city} on ${day}: dry, 17 °C`, {
  name: "get_weather",
  description: "The weather forecast for a city.",
  schema: z.object({ city: z.string(), day: z.string() }),
});

const agent = createAgent({ model, tools: [getWeather] });
const { messages } = await agent.invoke({ messages: [{ role: "user", content: "What is the weather for a trip to Ostend on Sunday?" }] });
console.log(messages.at(-1).content);
for (const { target, cost_usd } of await gateway.traces()) console.log(target, cost_usd, "USD");
