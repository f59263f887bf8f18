// Every conformance case through the npm package, and the line that all languages must print alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";

import { canonical, FOLDER, line, loadAll } from "./casefiles.mjs";
import { play } from "./play.mjs";
import { Scripted } from "./scripted.mjs";

const cases = loadAll();
const outcomes = new Map();
const upstreams = await Scripted.open();
after(() => upstreams.close());

for (const one of cases) {
  test(one.name, { timeout: 20_000 }, async () => {
    const { problems, outcome } = await play(one, upstreams);
    outcomes.set(one.name, outcome);
    if (process.env.SHOW) console.log(`outcome  ${one.name}: ${canonical(outcome)}`);
    assert.deepEqual(problems, []);
  });
}

test("the line is the same as in every language", (t) => {
  if (outcomes.size !== cases.length) return t.skip("not every case ran");
  console.log(line(outcomes));
  assert.equal(line(outcomes), readFileSync(path.join(FOLDER, "line.txt"), "utf8").trim());
});
