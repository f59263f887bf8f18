// Labels, and what a gateway says of itself.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { InvalidRequestError, NotFoundError, version } from "../lib/index.mjs";
import { gatewayOver, hello, question, scripted } from "../../tests/node/support.mjs";

const ask = async (gateway, options) => {
  const reply = await gateway.chat(question, options);
  return (await gateway.trace(reply.polyroute.trace_id)).labels;
};

test("labels come from the call, the view and the blocks around, and the nearest wins", async () => {
  const gateway = await gatewayOver([hello]);
  const view = gateway.withLabels({ tenant: "view", tags: { app: "web" } });
  const labels = await gateway.run({ tenant: "outer", user: "u1", tags: { tier: "free" } }, () =>
    gateway.run({ feature: "search", tags: { app: "block" } }, async () => {
      await new Promise((later) => setTimeout(later, 5));
      return ask(view, { labels: { user: "u2" } });
    }),
  );
  assert.deepEqual(labels, { tenant: "view", user: "u2", feature: "search", tags: { tier: "free", app: "web" } });
  assert.deepEqual(await ask(gateway), {});
  assert.deepEqual(await ask(view.withLabels({ session: "s" })), { tenant: "view", session: "s", tags: { app: "web" } });
  await assert.rejects(ask(gateway.withLabels({ tennant: "x" })), /did you mean `tenant`/);
  await gateway.close();
});

test("calls at the same time keep their own labels", async () => {
  const gateway = await gatewayOver([hello]);
  const seen = await Promise.all(Array.from({ length: 16 }, (_, n) => gateway.run({ tenant: `t${n}` }, () => ask(gateway))));
  assert.deepEqual(seen.map(({ tenant }) => tenant), Array.from({ length: 16 }, (_, n) => `t${n}`));
  await gateway.close();
});

test("usage sums by label, with conditions and in a window", async () => {
  const gateway = await gatewayOver([hello]);
  for (const tenant of ["acme", "acme", "other"]) await gateway.chat(question, { labels: { tenant } });
  const rows = await gateway.usage({ groupBy: "tenant", where: { route: "chat" } });
  assert.deepEqual(rows.map(({ tenant, calls, input_tokens: tokens }) => [tenant, calls, tokens]), [["acme", 2, 18], ["other", 1, 9]]);
  assert.equal((await gateway.usage({ groupBy: ["tenant", "route"], where: { tenant: "acme" } }))[0].calls, 2);
  const hour = 3_600_000;
  assert.deepEqual(await gateway.usage({ groupBy: "tenant", since: new Date(Date.now() + 2 * hour) }), []);
  assert.equal((await gateway.usage({ since: new Date(Date.now() - hour).toISOString(), until: Date.now() + hour }))[0].calls, 3);
  await assert.rejects(gateway.usage({ groupBy: "tennant" }), InvalidRequestError);
  await gateway.close();
});

test("traces are found by id and by condition", async () => {
  const gateway = await gatewayOver([hello]);
  for (const tenant of ["a", "b"]) await gateway.chat(question, { labels: { tenant } });
  const [last, first] = await gateway.traces();
  assert.deepEqual([first.labels.tenant, last.labels.tenant, last.door], ["a", "b", "chat"]);
  assert.equal((await gateway.traces({ limit: 1 })).length, 1);
  assert.equal((await gateway.traces({ where: { tenant: "a" } }))[0].trace_id, first.trace_id);
  await assert.rejects(gateway.trace("nobody"), NotFoundError);
  await gateway.close();
});

test("explain and preview decide and send nothing", async () => {
  const gateway = await gatewayOver([hello]);
  assert.equal((await gateway.explain(question, { labels: { tenant: "acme" } })).target, "up/mini");
  const preview = await gateway.preview({ ...question, max_tokens: 5, temperature: 0 });
  assert.deepEqual([preview.method, preview.body.model, preview.error], ["POST", "mini", null]);
  assert.ok(!JSON.stringify(preview.headers).includes("test-key"));
  const other = await gateway.preview({ ...question, max_tokens: 5 }, { door: "messages", target: "up/other" });
  assert.equal(other.body.model, "other");
  assert.equal((await scripted.report("up")).count, 0);
  await gateway.close();
});

test("models and stats tell what there is and how it is", async () => {
  const gateway = await gatewayOver([hello]);
  assert.deepEqual((await gateway.models()).map(({ id, targets }) => [id, targets[0].target]), [["chat", "up/mini"]]);
  await gateway.chat(question);
  const stats = await gateway.stats();
  assert.deepEqual([stats.in_flight, stats.reservations, stats.targets["up/mini"].breaker], [0, 0, "closed"]);
  await gateway.close();
});

test("the command of the package is the library's own", async () => {
  const command = path.join(import.meta.dirname, "../bin/polyroute.cjs");
  const run = promisify(execFile);
  assert.equal((await run(process.execPath, [command, "--version"])).stdout.trim(), `polyroute ${version}`);
  const failed = await run(process.execPath, [command, "check", "/no/such.yaml"]).catch((error) => error);
  assert.equal(failed.code, 1);
  const manifest = JSON.parse(await readFile(path.join(import.meta.dirname, "../package.json"), "utf8"));
  assert.equal(manifest.version, version);
});
