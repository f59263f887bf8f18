// The shortest way: a key in the environment, no configuration.
//
// npm install polyroute && OPENAI_API_KEY=… node quickstart.mjs
import { Gateway } from "polyroute";

const gateway = new Gateway();
const messages = [{ role: "user", content: "What should I pack for a day at the coast?" }];

const reply = await gateway.chat({ model: "openai/gpt-5-mini", messages });
console.log(reply.choices[0].message.content);
console.log(reply.polyroute.target, reply.usage.completion_tokens, "tokens", reply.polyroute.cost_usd, "USD");

const stream = await gateway.stream({ model: "openai/gpt-5-mini", messages });
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? "");
console.log("\nfirst token after", Math.round((await stream.polyroute).ttft_ms), "ms");
