// How a process and its workers begin and end: nothing of the gateway keeps them, and nothing crashes on the way out.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import { Gateway } from "../lib/index.mjs";
import { configOf, hello, held, question, scripted } from "../../tests/node/support.mjs";

const PACKAGE = path.join(import.meta.dirname, "../lib/index.mjs");
const HEAD = `import { Gateway } from ${JSON.stringify(PACKAGE)};
const gateway = new Gateway(JSON.parse(process.env.CONFIG));
const ask = () => gateway.chat(${JSON.stringify(question)});
`;

/** Runs a script to its end: exit code or signal, and what it printed. */
function run(script, config) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", HEAD + script], {
    env: { ...process.env, CONFIG: JSON.stringify(config) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (output += piece));
  const ended = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, output })));
  return { child, ended };
}

async function start(script, config) {
  const { up } = await scripted.start({ up: { dialect: "openai_chat", script } });
  return configOf(up, "openai_chat", config);
}

test("a script ends by itself once its work is done, with the gateway left open", async () => {
  const config = await start([hello]);
  const { ended } = run(`const stream = await gateway.stream(${JSON.stringify(question)});
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    console.log((await ask()).choices[0].finish_reason);`, config);
  assert.deepEqual(await ended, { code: 0, signal: null, output: "stop\n" });
});

test("process.exit with calls and streams in flight is clean", async () => {
  for (let round = 0; round < 3; round++) {
    const config = await start([{ sse: [{ text: "one" }, { hold: true }] }, ...Array.from({ length: 20 }, () => held)]);
    const { ended } = run(`const stream = await gateway.stream(${JSON.stringify(question)});
      await stream.next();
      for (let n = 0; n < 20; n++) ask().catch(() => {});
      setTimeout(() => process.exit(7), 50);`, config);
    assert.deepEqual(await ended, { code: 7, signal: null, output: "" });
  }
});

test("an interrupt ends a process that waits for an answer", async () => {
  const config = await start([held]);
  const { child, ended } = run("await ask();", config);
  await scripted.waitForHold("up");
  child.kill("SIGINT");
  const { signal } = await ended;
  assert.equal(signal, "SIGINT");
});

test("what a process has not written at its end is written then", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "polyroute-"));
  const config = await start([hello], { state: { store: "sqlite", path: path.join(folder, "polyroute.db") } });
  const { ended } = run("console.log((await ask()).polyroute.trace_id); process.exit(0);", config);
  const { output, code } = await ended;
  assert.equal(code, 0);
  const gateway = new Gateway(config);
  assert.equal((await gateway.trace(output.trim())).route, "chat");
  await gateway.close();
  await rm(folder, { recursive: true });
});

const WORKER = `const { parentPort, workerData } = require("node:worker_threads");
const { Gateway } = require(workerData.package);
const gateway = new Gateway(workerData.config);
const ask = () => gateway.chat(workerData.question);
`;

function worker(script, config) {
  const workerData = { package: path.join(import.meta.dirname, "../lib/index.cjs"), config, question };
  return new Worker(WORKER + script, { eval: true, workerData });
}

const ended = (thread) => new Promise((resolve, reject) => thread.once("exit", resolve).once("error", reject));

test("eight workers answer at the same time and end by themselves", async () => {
  const config = await start([hello]);
  const answers = [];
  const threads = Array.from({ length: 8 }, () =>
    worker("Promise.all(Array.from({ length: 10 }, ask)).then((replies) => parentPort.postMessage(replies.length));", config));
  for (const thread of threads) thread.on("message", (count) => answers.push(count));
  assert.deepEqual(await Promise.all(threads.map(ended)), Array(8).fill(0));
  assert.deepEqual(answers, Array(8).fill(10));
});

test("workers are terminated with twenty calls in flight, five times, without harm", async () => {
  for (let round = 0; round < 5; round++) {
    const config = await start(Array.from({ length: 21 }, () => held));
    const thread = worker("for (let n = 0; n < 20; n++) ask().catch(() => {});", config);
    await scripted.wait("up", (report) => report.holding === 20);
    await thread.terminate();
    await scripted.release("up");
  }
  const gateway = new Gateway(await start([hello]));
  assert.equal((await gateway.chat(question)).choices[0].finish_reason, "stop");
  await gateway.close();
});

test("workers are terminated with twenty calls at their functions, five times, without harm", async () => {
  const config = { providers: { mine: { type: "function", function: "answer" } }, routes: { chat: { targets: ["mine/m"] } } };
  const script = `const { parentPort, workerData } = require("node:worker_threads");
    const { Gateway } = require(workerData.package);
    let asked = 0;
    const answer = () => new Promise(() => ++asked === 20 && parentPort.postMessage("asked"));
    const gateway = new Gateway(workerData.config, { functions: { answer } });
    for (let n = 0; n < 20; n++) gateway.chat(workerData.question).catch(() => {});`;
  for (let round = 0; round < 5; round++) {
    const thread = new Worker(script, { eval: true, workerData: { package: path.join(import.meta.dirname, "../lib/index.cjs"), config, question } });
    await new Promise((resolve, reject) => thread.once("message", resolve).once("error", reject));
    await thread.terminate();
  }
  const gateway = new Gateway(config, { functions: { answer: () => "still here" } });
  assert.equal((await gateway.chat(question)).choices[0].message.content, "still here");
  await gateway.close();
});

test("a gateway can be used with await using", { skip: !Symbol.asyncDispose && "this Node has no Symbol.asyncDispose" }, async () => {
  const gateway = new Gateway(await start([hello]));
  await gateway[Symbol.asyncDispose]();
  await assert.rejects(gateway.chat(question), { reason: "closed" });
});
