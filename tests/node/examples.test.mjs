// Every example and every snippet of `docs/node.md` runs as a person would run it, with the scripted upstream as the provider.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

import { FOLDER } from "./packages.mjs";
import { Scripted } from "./scripted.mjs";

const ROOT = path.join(import.meta.dirname, "../..");
const EXAMPLES = path.join(ROOT, "examples/node");
/** What each example has to print, in this order. */
const PRINTS = {
  "quickstart.mjs": ["Layers, a rain shell", "openai/gpt-5-mini", "tokens", "USD", "Layers, a rain shell", "first token after"],
  "failover.mjs": ["Ghent to Ostend", "gone/some-model failed network", "openai/gpt-5-mini served"],
  "ai_sdk_agent.mjs": ["Ostend on Sunday: dry", "openai/gpt-5-mini", "openai/gpt-5-mini"],
  "langchain_agent.mjs": ["Ostend on Sunday: dry", "openai/gpt-5-mini", "openai/gpt-5-mini"],
};

/** An empty project with the package and the clients installed. */
const project = mkdtempSync(path.join(tmpdir(), "polyroute-examples-"));
const modules = path.join(project, "node_modules");
mkdirSync(modules);
for (const name of readdirSync(path.join(FOLDER, "node_modules"))) symlinkSync(path.join(FOLDER, "node_modules", name), path.join(modules, name));
symlinkSync(path.join(ROOT, "bindings-node"), path.join(modules, "polyroute"));
after(() => rmSync(project, { recursive: true }));

async function run(file) {
  const story = await Scripted.open("--story", "trip");
  const env = { ...process.env, OPENAI_API_KEY: "k", OPENAI_BASE_URL: `${story.urls.north}/v1` };
  const result = await new Promise((resolve) => {
    execFile(process.execPath, [file], { cwd: project, env }, (error, stdout, stderr) => resolve({ error, stdout, stderr }));
  });
  await story.close();
  assert.equal(result.error, null, result.stdout + result.stderr);
  return result.stdout;
}

function saidInOrder(output, wanted) {
  let at = 0;
  for (const words of wanted) {
    const found = output.indexOf(words, at);
    assert.ok(found >= 0, `\`${words}\` is missing in:\n${output}`);
    at = found + words.length;
  }
}

test("every example is run", () => {
  assert.deepEqual(readdirSync(EXAMPLES).sort(), Object.keys(PRINTS).sort());
});

for (const [name, wanted] of Object.entries(PRINTS)) {
  test(`examples/node/${name}`, async () => {
    cpSync(path.join(EXAMPLES, name), path.join(project, name));
    saidInOrder(await run(name), wanted);
  });
}

test("the snippets of docs/node.md run one after the other", async () => {
  const text = readFileSync(path.join(ROOT, "docs/node.md"), "utf8");
  const snippets = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);
  assert.ok(snippets.length >= 5);
  writeFileSync(path.join(project, "docs.mjs"), snippets.join("\n"));
  saidInOrder(await run("docs.mjs"), ["0.000", "stop 1", "you said: hi", "acme"]);
});
