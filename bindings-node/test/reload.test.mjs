// Another configuration under a gateway that is open.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

import { BudgetError, ConfigError, Gateway, InvalidRequestError } from "../lib/index.mjs";
import { configOf, hello, question, said, scripted } from "../../tests/node/support.mjs";

const other = { reply: { pieces: ["the ", "other"] }, times: "forever" };
const text = (reply) => reply.choices[0].message.content;

function closing(t, gateway) {
  t.after(() => gateway.close());
  return gateway;
}

async function two() {
  const { up, second } = await scripted.start({ up: { dialect: "openai_chat", script: [hello] }, second: { dialect: "openai_chat", script: [other] } });
  return [configOf(up), configOf(second)];
}

test("data take effect in every view, and what is known goes on", async (t) => {
  const [first, second] = await two();
  const gateway = closing(t, new Gateway(first));
  const view = gateway.withLabels({ tenant: "acme" });
  const before = await view.chat(question);
  assert.equal(await gateway.reload({ ...second, budgets: [{ limit: "15 tokens", period: "day" }] }), undefined);
  await assert.rejects(view.chat(question), BudgetError);
  await gateway.reload(second);
  const after = await view.chat(question);
  assert.deepEqual([text(before), text(after)], ["hello there", "the other"]);
  assert.notEqual(before.polyroute.config, after.polyroute.config);
  assert.equal((await gateway.trace(before.polyroute.trace_id)).labels.tenant, "acme");
  assert.equal((await gateway.usage({ groupBy: "tenant" }))[0].calls, 3);
});

test("a file is read anew, and one with problems changes nothing", async (t) => {
  const [first, second] = await two();
  const folder = await mkdtemp(path.join(tmpdir(), "polyroute-reload-"));
  const file = path.join(folder, "polyroute.yaml");
  try {
    await writeFile(file, JSON.stringify(first));
    const gateway = closing(t, Gateway.fromFile(file));
    await writeFile(file, '{"routes": {"chat": {"target": []}}, "budget": []}');
    await assert.rejects(gateway.reload(), (error) => error instanceof ConfigError && /targets/.test(error.message) && /budgets/.test(error.message));
    assert.equal(text(await gateway.chat(question)), "hello there");
    await writeFile(file, JSON.stringify(second));
    await gateway.reload();
    assert.equal(text(await gateway.chat(question)), "the other");
    await assert.rejects(gateway.reload({ ...second, trace: { file: path.join(folder, "never") } }), { code: "config", reason: "reload", path: "trace" });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a stream that has begun ends as it began", async (t) => {
  const [first, second] = await two();
  const gateway = closing(t, new Gateway(first));
  const stream = await gateway.stream(question);
  const chunks = [(await stream.next()).value];
  await gateway.reload(second);
  for await (const chunk of stream) chunks.push(chunk);
  assert.equal(said(chunks), "hello there");
  assert.equal((await stream.polyroute).attempts.at(-1).outcome, "served");
  assert.equal(text(await gateway.chat(question)), "the other");
});

test("a closed gateway takes no other, and what is no configuration is told", async () => {
  const [first] = await two();
  const gateway = new Gateway(first);
  await assert.rejects(gateway.reload(7), InvalidRequestError);
  assert.throws(() => new Gateway("polyroute.yaml"), { code: "invalid_request", message: /Gateway\.fromFile/ });
  await gateway.close();
  await assert.rejects(gateway.reload(), { code: "invalid_request", reason: "closed" });
});
