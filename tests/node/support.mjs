// What the tests of the package share: a scripted upstream behind a gateway.
import { after } from "node:test";

import { Gateway } from "../../bindings-node/lib/index.mjs";
import { Scripted } from "./scripted.mjs";

export const scripted = await Scripted.open();
after(() => scripted.close());

export const question = { model: "chat", messages: [{ role: "user", content: "hi" }] };
export const hello = { reply: { pieces: ["hel", "lo ", "there"], usage: { in: 9, out: 3 } }, times: "forever" };
export const held = { hold: true };

/** A gateway whose route `chat` leads to one upstream that speaks `dialect` and says what `script` has. */
export async function gatewayOver(script, { dialect = "openai_chat", ...config } = {}) {
  const { up } = await scripted.start({ up: { dialect, script } });
  return new Gateway(configOf(up, dialect, config));
}

export function configOf(address, dialect = "openai_chat", config = {}) {
  const type = dialect === "openai_chat" ? "openai_compatible" : dialect;
  const base = dialect === "openai_chat" ? `${address}/v1` : address;
  return {
    providers: { up: { type, base_url: base, api_key: "test-key" } },
    routes: { chat: { targets: ["up/mini"], retries: { max: 0 } } },
    ...config,
  };
}

export async function collect(iterable) {
  const all = [];
  for await (const one of iterable) all.push(one);
  return all;
}

export const said = (chunks) => chunks.map((chunk) => chunk.choices?.[0]?.delta?.content ?? "").join("");
