// What the tests of real clients share: a gateway whose first target is down, and traps for whatever goes around it.
import assert from "node:assert/strict";
import net from "node:net";
import { after } from "node:test";

import { Gateway } from "../../../bindings-node/lib/index.mjs";
import { load } from "../packages.mjs";
import { Scripted } from "../scripted.mjs";

export { load };

const scripted = await Scripted.open();
after(() => scripted.close());

globalThis.fetch = () => {
  throw new Error("something went around the gateway by the global fetch");
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const { port } = [args[0]].flat()[0] ?? {};
  const ours = Object.values(scripted.urls).some((url) => url.endsWith(`:${port}`));
  if (!ours) throw new Error(`something went around the gateway to port ${port}`);
  return connect.apply(this, args);
};

const provider = (dialect, address) => ({
  type: dialect === "openai_chat" ? "openai_compatible" : dialect,
  base_url: dialect.startsWith("openai") ? `${address}/v1` : address,
  api_key: "k",
});

/** A gateway over an upstream that speaks `dialect` and says what `script` has, behind one that is down. */
export async function open(dialect, ...script) {
  const urls = await scripted.start({ down: { dialect, script: [{ status: 503, times: "forever" }] }, up: { dialect, script } });
  return new Gateway({
    providers: { down: provider(dialect, urls.down), up: provider(dialect, urls.up) },
    routes: { chat: { targets: ["down/m", "up/m"], retries: { max: 0 }, max_attempts: 2 } },
  });
}

/** Each call failed over once, and nothing is left open. */
export async function close(gateway, { calls } = {}) {
  const traces = await gateway.traces();
  for (const { attempts } of traces) {
    assert.deepEqual(attempts.map(({ target }) => target), ["down/m", "up/m"]);
    assert.equal(attempts[1].outcome, "served");
  }
  if (calls !== undefined) assert.equal(traces.length, calls);
  await gateway.close();
}

export const seen = async () => (await scripted.report("up")).requests;
export { scripted };

export const text = (...pieces) => ({ reply: { pieces, usage: { in: 9, out: 3 } } });
export const tool = (name, args, id = "call_1") => ({ reply: { tools: [{ name, arguments: args, id }], usage: { in: 9, out: 3 } } });

export const WEATHER = {
  name: "weather",
  description: "The weather of a city",
  schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false },
};

export async function collect(iterable) {
  const all = [];
  for await (const one of iterable) all.push(one);
  return all;
}
