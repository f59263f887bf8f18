// Answers that are no longer true leave the cache.
import assert from "node:assert/strict";
import { test } from "node:test";

import { InvalidRequestError } from "../lib/index.mjs";
import { gatewayOver, hello, question } from "../../tests/node/support.mjs";

test("what fits all that is named goes, and nothing else does", async (t) => {
  const gateway = await gatewayOver([hello], { routes: { chat: { targets: ["up/mini"], cache: { mode: "exact" } } } });
  t.after(() => gateway.close());
  const ask = async (tenant, menu) => (await gateway.chat(question, { labels: { tenant, tags: { menu } } })).polyroute.cache.kind;
  assert.deepEqual([await ask("acme", "1"), await ask("zeta", "2"), await ask("acme", "1")], ["miss", "miss", "exact"]);
  assert.equal(await gateway.invalidate({ tag: "menu=2", tenant: "acme" }), 0);
  assert.equal(await gateway.withLabels({ user: "u" }).invalidate({ tag: "menu=2" }), 1);
  assert.deepEqual([await ask("acme", "1"), await ask("zeta", "2")], ["exact", "miss"]);
  assert.equal(await gateway.invalidate({ route: "chat" }), 2);
  assert.equal((await gateway.stats()).cache_entries, 0);
  for (const nothing of [undefined, {}]) await assert.rejects(gateway.invalidate(nothing), InvalidRequestError);
});
