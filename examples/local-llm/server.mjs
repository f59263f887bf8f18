// SmolLM2-135M behind an OpenAI-compatible address: node server.mjs [port]
//
// Serves /v1/chat/completions (whole and streamed) and /v1/models on loopback, one answer at a time.
// Prints `ready http://127.0.0.1:PORT/v1`. setup.sh installs what it needs.
import { randomUUID } from "node:crypto";
import http from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const MODEL = "smollm2-135m";
const WINDOW = 2048;
const cache = process.env.POLYROUTE_CACHE ?? path.join(os.homedir(), ".cache", "polyroute");
const home = path.join(cache, "local-llm");
const engine = createRequire(path.join(home, "package.json")).resolve("node-llama-cpp");
const { getLlama, LlamaChatSession } = await import(pathToFileURL(engine));

const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath: path.join(home, "model.gguf") });
const context = await model.createContext({ contextSize: WINDOW, threads: 2 });

const textOf = (content) => (typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join(""));

function historyOf(messages) {
  return messages.map(({ role, content }) => {
    if (role === "assistant") return { type: "model", response: [textOf(content)] };
    return { type: role === "system" || role === "developer" ? "system" : "user", text: textOf(content) };
  });
}

async function generate(body, onText, signal) {
  const sequence = context.getSequence();
  try {
    const session = new LlamaChatSession({ contextSequence: sequence });
    session.setChatHistory(historyOf(body.messages.slice(0, -1)));
    const { responseText, stopReason } = await session.promptWithMeta(textOf(body.messages.at(-1).content), {
      maxTokens: body.max_completion_tokens ?? body.max_tokens ?? 128,
      temperature: body.temperature ?? 0,
      seed: body.seed,
      onTextChunk: onText,
      signal,
      stopOnAbortSignal: true,
    });
    const { usedInputTokens: input, usedOutputTokens: output } = sequence.tokenMeter;
    return {
      text: responseText,
      finish: stopReason === "maxTokens" ? "length" : "stop",
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    };
  } finally {
    sequence.dispose();
  }
}

class BadRequest extends Error {}

function checked(text) {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    throw new BadRequest("the body is not JSON");
  }
  if (!Array.isArray(body?.messages) || body.messages.length === 0) throw new BadRequest("`messages` must be a list with a message in it");
  return body;
}

async function complete(text, response) {
  const body = checked(text);
  const abort = new AbortController();
  response.on("close", () => abort.abort());
  const about = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: MODEL };
  if (!body.stream) {
    const { text, finish, usage } = await generate(body, undefined, abort.signal);
    const choices = [{ index: 0, message: { role: "assistant", content: text }, finish_reason: finish }];
    return reply(response, 200, { ...about, object: "chat.completion", choices, usage });
  }
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const send = (members) => response.write(`data: ${JSON.stringify({ ...about, object: "chat.completion.chunk", ...members })}\n\n`);
  const delta = (delta, finish_reason = null) => send({ choices: [{ index: 0, delta, finish_reason }] });
  delta({ role: "assistant", content: "" });
  const { finish, usage } = await generate(body, (content) => content && delta({ content }), abort.signal);
  delta({}, finish);
  if (body.stream_options?.include_usage) send({ choices: [], usage });
  response.end("data: [DONE]\n\n");
}

function reply(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

function fail(response, error) {
  if (response.headersSent) return response.destroy();
  const bad = error instanceof BadRequest;
  const type = bad ? "invalid_request_error" : "server_error";
  reply(response, bad ? 400 : 500, { error: { message: error.message, type, param: null, code: null } });
}

let turn = Promise.resolve();

const server = http.createServer(async (request, response) => {
  if (request.method === "GET" && request.url === "/v1/models") return reply(response, 200, { object: "list", data: [{ id: MODEL, object: "model" }] });
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") return reply(response, 404, { error: { message: "no such path", type: "invalid_request_error" } });
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  turn = turn.then(() => complete(Buffer.concat(pieces).toString(), response)).catch((error) => fail(response, error));
});

server.listen(Number(process.argv[2] ?? 8081), "127.0.0.1", () => console.log(`ready http://127.0.0.1:${server.address().port}/v1`));
