// Functions of the host: a provider, a key, a trace sink; what they throw, and what happens when nobody waits any more.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

import { AbortError, CallbackError, ConfigError, Gateway, InvalidRequestError } from "../lib/index.mjs";
import { collect, configOf, hello, question, said, scripted } from "../../tests/node/support.mjs";

const config = (more) => ({
  providers: { mine: { type: "function", function: "answer" } },
  routes: { chat: { targets: ["mine/m"], retries: { max: 0 } } },
  ...more,
});
const reply = (content) => ({ choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } });
const open = (answer, more) => new Gateway(config(more), { functions: { answer } });

test("a function answers like a provider, plain or async, and gets the body and a context", async () => {
  const seen = [];
  for (const answer of [(...given) => (seen.push(given), reply("mine")), async (...given) => (seen.push(given), reply("mine"))]) {
    const gateway = open(answer);
    const { choices, polyroute, model } = await gateway.chat({ ...question, temperature: 0 }, { labels: { tenant: "acme" } });
    assert.deepEqual([choices[0].message.content, polyroute.target, polyroute.usage.output_tokens, model], ["mine", "mine/m", 2, "m"]);
    await gateway.close();
  }
  const [body, context] = seen[0];
  assert.deepEqual([body.model, body.messages, body.temperature], ["m", question.messages, 0]);
  assert.deepEqual([context.target, context.labels.tenant, context.stream, context.signal instanceof AbortSignal], ["mine/m", "acme", false, true]);
});

test("a text stands for an answer that says just that, at every door", async () => {
  const gateway = open(() => "just that");
  assert.equal((await gateway.chat(question)).choices[0].message.content, "just that");
  assert.equal(said(await collect(await gateway.stream(question))), "just that");
  assert.equal((await gateway.messages({ ...question, max_tokens: 9 })).content[0].text, "just that");
  assert.equal((await (await gateway.fetch("/v1/responses", { method: "POST", body: JSON.stringify({ model: "chat", input: "hi" }) })).json()).output[0].content[0].text, "just that");
  await gateway.close();
});

test("an iterator is a stream, of chunks or of texts", async () => {
  const texts = ["one ", "two ", "three"];
  const chunk = (content, finish = null) => ({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
  const kinds = [
    () => texts.values(),
    async function* () {
      yield* texts;
    },
    function* () {
      for (const text of texts) yield chunk(text);
      yield chunk("", "stop");
    },
    () => new ReadableStream({ start: (controller) => (texts.forEach((text) => controller.enqueue(text)), controller.close()) }),
  ];
  for (const answer of kinds) {
    const gateway = open(answer);
    const stream = await gateway.stream(question);
    assert.equal(said(await collect(stream)), "one two three");
    assert.equal((await stream.reply()).choices[0].finish_reason, "stop");
    await gateway.close();
  }
});

test("what a function throws is the cause, in whole and in stream", async () => {
  const mine = new TypeError("out of memory");
  const isMine = (error) => {
    assert.ok(error instanceof CallbackError, error);
    assert.equal(error.cause, mine);
    assert.match(error.message, /out of memory/);
    assert.equal(error.attempts[0].class, "server");
    return true;
  };
  const thrower = open(() => {
    throw mine;
  });
  await assert.rejects(thrower.chat(question), isMine);
  await assert.rejects(thrower.stream(question), isMine);
  const broken = open(async function* () {
    yield "one ";
    throw mine;
  });
  const stream = await broken.stream(question);
  const chunks = [];
  await assert.rejects(async () => {
    for await (const chunk of stream) chunks.push(chunk);
  }, (error) => error instanceof CallbackError && error.cause === mine);
  assert.equal(said(chunks), "one ");
  assert.equal((await stream.polyroute).error.kind, "callback");
  const refused = await thrower.fetch("/v1/chat/completions", { method: "POST", body: JSON.stringify(question) });
  assert.deepEqual([refused.status, (await refused.json()).error.code], [500, "callback_error"]);
});

test("a function that throws fails over once, before any content", async () => {
  let calls = 0;
  const { up } = await scripted.start({ up: { dialect: "openai_chat", script: [hello] } });
  const { providers } = configOf(up);
  const both = { providers: { ...providers, mine: { type: "function", function: "answer" } }, routes: { chat: { targets: ["mine/m", "up/mini"] } } };
  const gateway = new Gateway(both, { functions: { answer: () => { calls++; throw new Error("no"); } } });
  const { choices, polyroute } = await gateway.chat(question);
  assert.deepEqual([choices[0].message.content, polyroute.attempts.map(({ outcome }) => outcome), calls], ["hello there", ["failed", "served"], 1]);
  await gateway.close();
});

test("giving up a call tells the function, and closing a stream ends its generator", async () => {
  const controller = new AbortController();
  let told;
  const waiting = open((_, { signal }) => new Promise(() => {
    told = new Promise((resolve) => signal.addEventListener("abort", resolve));
    setTimeout(() => controller.abort(), 10);
  }));
  await assert.rejects(waiting.chat(question, { signal: controller.signal }), AbortError);
  await told;
  let ended;
  const over = new Promise((resolve) => (ended = resolve));
  const endless = open(async function* () {
    try {
      for (let n = 0; ; n++) yield `${n} `;
    } finally {
      ended();
    }
  });
  for await (const chunk of await endless.stream(question)) if (said([chunk])) break;
  await over;
});

test("a function runs in the context of the call that needs it", async () => {
  const storage = new AsyncLocalStorage();
  const gateway = open(async () => {
    await new Promise((later) => setTimeout(later, 2));
    return String(storage.getStore());
  });
  const answers = await Promise.all(["a", "b", "c"].map((name) => storage.run(name, async () => (await gateway.chat(question)).choices[0].message.content)));
  assert.deepEqual(answers, ["a", "b", "c"]);
  await gateway.close();
});

test("a function may call another gateway, and its own", async () => {
  const inner = open(() => "inner");
  const gateway = open(async (body) => (body.messages[0].content === "hi" ? (await gateway.chat({ model: "chat", messages: [{ role: "user", content: "deeper" }] })).choices[0].message.content + "!" : (await inner.chat(question)).choices[0].message.content));
  assert.equal((await gateway.chat(question)).choices[0].message.content, "inner!");
});

test("a key comes from a function, and is kept until it ends", async () => {
  const asked = [];
  const { up } = await scripted.start({ up: { dialect: "openai_chat", script: [hello] } });
  const base = configOf(up);
  base.providers.up.api_key = { function: "token" };
  const keys = [{ key: "first", expires_in: 3600 }, "never"];
  const gateway = new Gateway(base, { functions: { token: (provider) => (asked.push(provider), keys.shift()) } });
  for (let n = 0; n < 2; n++) await gateway.chat(question);
  const { requests } = await scripted.report("up");
  assert.deepEqual(requests.map(({ headers }) => headers.authorization), ["Bearer first", "Bearer first"]);
  assert.deepEqual(asked, ["up"]);
  await gateway.close();
  const failing = new Gateway(base, { functions: { token: () => Promise.reject(new Error("locked")) } });
  await assert.rejects(failing.chat(question), (error) => error instanceof CallbackError && error.cause.message === "locked");
});

test("a sink takes every record, at the latest when the gateway closes", async () => {
  const records = [];
  const gateway = new Gateway(config({ trace: { function: "sink" } }), { functions: { answer: () => "hi", sink: (batch) => void records.push(...batch) } });
  for (let n = 0; n < 5; n++) await gateway.chat(question, { labels: { tenant: `t${n}` } });
  await gateway.close();
  assert.deepEqual(records.map(({ labels }) => labels.tenant).sort(), ["t0", "t1", "t2", "t3", "t4"]);
  assert.equal(records[0].target, "mine/m");
});

test("a function that nobody registered is a problem of the configuration", () => {
  assert.throws(() => new Gateway(config(), { functions: { other: () => 1 } }), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, /no function `answer` is registered with this gateway; there are `other`/);
    assert.equal(error.path, "providers.mine.function");
    return true;
  });
  assert.throws(() => new Gateway(config()), ConfigError);
  assert.throws(() => new Gateway(config(), { functions: { answer: 7 } }), InvalidRequestError);
  assert.throws(() => new Gateway(config(), { function: {} }), InvalidRequestError);
});

test("functions keep no process alive, and a process may end while they run", async () => {
  const script = `import { Gateway } from ${JSON.stringify(path.join(import.meta.dirname, "../lib/index.mjs"))};
    const functions = { answer: ({ messages: [{ content }] }) => (content === "hang" ? new Promise(() => {}) : "done") };
    const gateway = new Gateway(${JSON.stringify(config())}, { functions });
    const ask = (content) => gateway.chat({ model: "chat", messages: [{ role: "user", content }] });
    console.log((await ask("hi")).choices[0].message.content);
    if (process.argv[1] === "hang") { ask("hang"); setTimeout(() => process.exit(3), 30); }`;
  for (const [argument, code] of [["", 0], ["hang", 3]]) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, argument], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (piece) => (output += piece));
    const ended = await new Promise((resolve) => child.once("close", resolve));
    assert.deepEqual([ended, output], [code, "done\n"]);
  }
});
