// What a reply says, whichever dialect it is in: the twin of `tests/src/reading.rs`.

const FINISH = {
  end_turn: "stop",
  stop_sequence: "stop",
  STOP: "stop",
  completed: "stop",
  tool_use: "tool_calls",
  max_output_tokens: "length",
  max_tokens: "length",
  MAX_TOKENS: "length",
  refusal: "content_filter",
  COMPLETE: "stop",
  TOOL_CALL: "tool_calls",
  SAFETY: "content_filter",
};

const list = (value) => (Array.isArray(value) ? value : []);
const choice = (body) => list(body?.choices)[0] ?? {};
const message = (body) => choice(body).message ?? (typeof body?.message === "object" ? body.message : undefined) ?? {};
const blocks = (body) => list(body?.content);
const items = (body, type) => list(body?.output).filter((item) => item.type === type);
const parts = (body) => list(list(body?.candidates)[0]?.content?.parts);
const joined = (texts) => texts.map(({ text }) => text ?? "").join("");
const said = (body) => joined(parts(body).filter(({ thought }) => thought !== true));

/** The text of a whole reply. */
export function text(body) {
  if (body && "content" in body) return joined(blocks(body));
  if (body && "output" in body) return joined(items(body, "message").flatMap(({ content }) => content));
  const { content } = message(body);
  if (Array.isArray(content)) return joined(content);
  return typeof content === "string" ? content : said(body);
}

/** What an event of a stream adds to the text. */
export function piece(event) {
  const response = event?.type === "response.output_text.delta" ? event.delta : undefined;
  const cohere = event?.delta?.message?.content?.text;
  const ollama = event?.message?.content;
  const piece = choice(event).delta?.content || event?.delta?.text || response || cohere || ollama;
  return typeof piece === "string" ? piece : said(event);
}

/** Ollama writes the object itself. */
function parsed(text) {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Tool calls as name and parsed arguments. */
export function tools(body) {
  const functions = list(message(body).tool_calls).map((call) => call.function);
  const called = [...functions, ...items(body, "function_call")].map((call) => ({ name: call.name, arguments: parsed(call.arguments) }));
  const used = blocks(body).filter(({ type }) => type === "tool_use").map(({ name, input }) => ({ name, arguments: input }));
  const candidates = parts(body).filter((part) => part.functionCall).map(({ functionCall: call }) => ({ name: call.name ?? null, arguments: call.args ?? null }));
  return [...called, ...used, ...candidates];
}

/** In OpenAI's words, so that a case may change its door and nothing else. */
export function finish(body) {
  let word = body?.stop_reason || list(body?.candidates)[0]?.finishReason || body?.finish_reason || body?.done_reason;
  if (body?.object === "response") word = body.incomplete_details?.reason ?? body.status;
  if (!word) return choice(body).finish_reason ?? null;
  const known = FINISH[word] ?? word;
  return known === "stop" && tools(body).length > 0 ? "tool_calls" : known;
}
