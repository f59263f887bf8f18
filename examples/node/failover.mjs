// The first provider is down; the official client does not notice.
//
// npm install polyroute openai && OPENAI_API_KEY=… node failover.mjs
import OpenAI from "openai";
import { Gateway } from "polyroute";

const gateway = Gateway.fromYaml(`
version: 1
providers:
  gone: { type: openai_compatible, base_url: "http://127.0.0.1:9/v1", api_key: none }
routes:
  chat:
    targets: [ gone/some-model, openai/gpt-5-mini ]
    retries: { max: 0 }
    deadline: 60s
`);
const client = new OpenAI(gateway.openaiOptions());

await gateway.run({ tenant: "acme", feature: "ideas" }, async () => {
  const messages = [{ role: "user", content: "Where should I go from Ghent?" }];
  const completion = await client.chat.completions.create({ model: "chat", messages });
  console.log(completion.choices[0].message.content);
});

const [trace] = await gateway.traces({ where: { tenant: "acme" } });
for (const attempt of trace.attempts) console.log(attempt.target, attempt.outcome, attempt.class ?? "");
