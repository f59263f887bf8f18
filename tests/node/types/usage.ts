// Only compiled: what a user of the package writes has to be typed, and what cannot work must not compile.
import { AbortError, BudgetError, Gateway, PolyrouteError, Stream, version, type ChatChunk, type ChatReply, type Attempt, type Config, type Duration, type FunctionContext, type GuardSubject, type GuardVerdict, type Receipt, type Trace } from "polyroute";
import required = require("polyroute");

const messages = [{ role: "user", content: "hi" }];

export async function typed(signal: AbortSignal): Promise<void> {
  const answer = async function* ({ messages }: { messages: unknown[] }, { signal }: FunctionContext) {
    if (!signal.aborted) yield `${messages.length} messages`;
  };
  await using gateway = new Gateway({ routes: { chat: { targets: ["openai/gpt-5-mini"] } } }, { functions: { answer } });
  const reply: ChatReply = await gateway.chat({ model: "chat", messages, temperature: 0 }, { labels: { tenant: "acme", tags: { tier: "free" } }, signal });
  const text: string | null = reply.choices[0]!.message.content;
  const receipt: Receipt = reply.polyroute;
  const cost: number = receipt.cost_nano_usd;

  const stream: Stream<ChatChunk, ChatReply> = await gateway.chat({ model: "chat", messages, stream: true }, { deadlineMs: 5000 });
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? "");
  const folded: ChatReply = await stream.reply();
  const late: Receipt = await stream.polyroute;
  const readable: ReadableStream<ChatChunk> = (await gateway.stream({ model: "chat", messages })).toReadableStream();

  const either: ChatReply | Stream<ChatChunk, ChatReply> = await gateway.chat(JSON.stringify({ model: "chat", messages }));
  if (either instanceof Stream) await either.close();

  const message = await gateway.messages({ model: "chat", messages, max_tokens: 9 }, { cache: { max_age: 60 } });
  const block: string | undefined = message.content[0]!.text;
  const vector = (await gateway.embeddings({ model: "embed", input: ["a"] })).data[0]!.embedding;
  for await (const event of await gateway.responses({ model: "chat", input: "hi", stream: true })) console.log(event.type);

  const labelled: number = await gateway.run({ tenant: "acme" }, async () => 7);
  const response: Response = await gateway.withLabels({ user: "u" }).fetch("/v1/models");
  const fetch: typeof globalThis.fetch = gateway.fetch;
  const rows = await gateway.usage({ groupBy: ["tenant"], since: new Date(), where: { route: "chat" } });
  const calls: number = rows[0]!.calls;
  const target: string | null = (await gateway.explain({ model: "chat", messages })).target;
  console.log(text, cost, folded, late, readable, block, vector, labelled, response, fetch, calls, target, version, required.version);
}

export function guarded(): Gateway {
  const guard = ({ stage, text, messages }: GuardSubject): GuardVerdict => {
    if (stage === "input" && text.includes("darn")) return { action: "rewrite", text: text.replace("darn", "d---") };
    return messages && messages.length > 100 ? { action: "block", reason: "too long" } : null;
  };
  const judge = (request: Record<string, unknown>, reply: ChatReply): number => (request.model === reply.model ? 1 : 0.2);
  return new Gateway({}, { functions: { guard, judge } });
}

/** Everything a configuration can say is known by its name. */
export async function configured(gateway: Gateway, seconds: number): Promise<void> {
  const slow = `${seconds}s` as const;
  const config: Config = {
    providers: {
      own: { type: "openai_compatible", base_url: "http://127.0.0.1:8080/v1", api_key: { function: "key", timeout: "2s" }, quirks: { system_role: "developer" } },
      claude: { type: "${KIND:-anthropic}", api_keys: ["${ONE}", "${OTHER}"], region: "eu" },
    },
    models: { small: { provider: "own", model: "m", params: { temperature: 0 }, price: { input: "0.05 USD/M" }, context: "128k", max_output: 16_000 } },
    routes: {
      chat: {
        targets: ["small", { provider: "claude", model: "claude-haiku-4-5", weight: 2 }],
        strategy: "loadbalance", deadline: slow, ttft_timeout: "off", max_cost: "0.05 USD", hedge: { after: "p95", budget: "5%" },
        latency_above: { p95: "${SLOW:-2s}" }, fallbacks: [{ to: "backup", on: ["rate_limit", "server_error"] }],
        escalate: { when: ["empty", { function: "judge", below: 0.3 }] }, cache: { mode: "exact", ttl: "1h" },
      },
      backup: { targets: ["own/big"] as const },
    },
    budgets: [{ scope: { tenant: "*" }, limit: "5000000 tokens", period: "month", timezone: "Europe/Berlin" }],
    network: { roots: { file: "./roots.pem" }, max_body: "32MB" },
    require_labels: ["tenant"],
  };
  await gateway.reload(config);
  await gateway.reload();
  const gone: number = await gateway.invalidate({ tag: "menu=42" });
  await gateway.reload(JSON.parse("{}"));

  // @ts-expect-error a misspelt section
  new Gateway({ route: {} });
  // @ts-expect-error a misspelt key
  new Gateway({ routes: { chat: { target: ["own/m"] } } });
  // @ts-expect-error a key that stands elsewhere
  await gateway.reload({ providers: { own: { type: "openai", weight: 1 } } });
  // @ts-expect-error a provider has a type
  new Gateway({ providers: { own: { api_key: "k" } } });
  // @ts-expect-error no such word
  new Gateway({ budgets: [{ limit: "5.00 USD", period: "fortnight" }] });
  // @ts-expect-error money has its unit
  new Gateway({ budgets: [{ limit: 5, period: "day" }] });
  // @ts-expect-error so has time
  const late: Duration = "30";
  // @ts-expect-error no such condition
  await gateway.invalidate({ label: "menu" });
  console.log(late, gone);
}

export function rewritten({ guard, error }: Receipt, { spans, decision }: Trace): number {
  const first: Attempt["class"] = "low_confidence";
  // @ts-expect-error no such class
  const wrong: Attempt["class"] = "nonsense";
  console.log(first, wrong, error?.kind === "callback", decision?.cut?.[0]?.code, spans[0]?.us);
  return guard.filter(({ action }) => action === "rewrite").reduce((sum, { count }) => sum + count, 0);
}

export function told(error: unknown): string {
  if (error instanceof AbortError) return String(error.cause);
  if (error instanceof BudgetError) return error.rule ?? "";
  if (error instanceof PolyrouteError) return `${error.kind} ${error.attempts.length} ${error.retryAfterMs}`;
  return "";
}

export function refused(gateway: Gateway): void {
  // @ts-expect-error a label stands within `labels`
  void gateway.chat({ model: "chat", messages }, { tenant: "acme" });
  // @ts-expect-error a body names its model
  void gateway.chat({ messages });
  // @ts-expect-error a message has a maximum
  void gateway.messages({ model: "chat", messages });
  // @ts-expect-error a function is code
  new Gateway({}, { functions: { answer: "code" } });
  // @ts-expect-error streams are not made by hand
  new Stream();
}
