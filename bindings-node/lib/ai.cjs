// Models for the AI SDK (specification v3, which its versions 6 and 7 take): a route speaks as a language or embedding model.
//
// Retries are the gateway's: no error that leaves here is one that the SDK repeats.
"use strict";

const { messages } = require("./ai-prompt.cjs");
const { readable } = require("./stream.cjs");

const PROVIDER = "polyroute";
const FINISH = { stop: "stop", length: "length", content_filter: "content-filter", tool_calls: "tool-calls" };

function languageModel(gateway, route) {
  return {
    specificationVersion: "v3",
    provider: PROVIDER,
    modelId: route,
    // Other files are fetched by the SDK itself.
    supportedUrls: { "image/*": [/^https?:\/\//] },
    async doGenerate(options) {
      const { body, call, warnings } = request(route, options);
      const reply = await gateway.chat(body, call);
      const choice = reply.choices[0];
      return {
        content: content(choice.message),
        finishReason: finish(choice.finish_reason),
        usage: usage(reply.usage),
        providerMetadata: { [PROVIDER]: reply.polyroute },
        request: { body },
        response: { ...metadata(reply), body: reply },
        warnings,
      };
    },
    async doStream(options) {
      const { body, call, warnings } = request(route, options);
      const stream = await gateway.stream({ ...body, stream_options: { include_usage: true } }, call);
      return { stream: readable(parts(stream, warnings, options.includeRawChunks)), request: { body } };
    },
  };
}

function embeddingModel(gateway, route) {
  return {
    specificationVersion: "v3",
    provider: PROVIDER,
    modelId: route,
    maxEmbeddingsPerCall: 2048,
    supportsParallelCalls: true,
    async doEmbed({ values, abortSignal, providerOptions }) {
      const { call, members } = own(providerOptions, abortSignal);
      const reply = await gateway.embeddings({ model: route, input: values, ...members }, call);
      return {
        embeddings: reply.data.map((entry) => entry.embedding),
        usage: { tokens: reply.usage?.prompt_tokens ?? 0 },
        providerMetadata: { [PROVIDER]: reply.polyroute },
        response: { body: reply },
        warnings: [],
      };
    },
  };
}

/** `providerOptions.polyroute`: options of the call, and members of the body that the SDK has no word for. */
function own(providerOptions, signal) {
  const { labels, cache, deadline, deadlineMs, ticket, ...members } = providerOptions?.[PROVIDER] ?? {};
  const given = { labels, cache, deadline, deadlineMs, ticket, signal };
  return { call: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), members };
}

function request(route, options) {
  const { call, members } = own(options.providerOptions, options.abortSignal);
  const warnings = [];
  const body = {
    model: route,
    messages: messages(options.prompt),
    max_tokens: options.maxOutputTokens,
    temperature: options.temperature,
    top_p: options.topP,
    top_k: options.topK,
    presence_penalty: options.presencePenalty,
    frequency_penalty: options.frequencyPenalty,
    stop: options.stopSequences?.length ? options.stopSequences : undefined,
    seed: options.seed,
    response_format: format(options.responseFormat),
    ...tools(options, warnings),
    ...members,
  };
  return { body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)), call, warnings };
}

function format(wanted) {
  if (wanted?.type !== "json") return undefined;
  if (!wanted.schema) return { type: "json_object" };
  const { schema, name = "response", description } = wanted;
  return { type: "json_schema", json_schema: { name, ...(description && { description }), schema } };
}

function tools({ tools: given, toolChoice }, warnings) {
  const functions = [];
  for (const tool of given ?? []) {
    if (tool.type !== "function") {
      warnings.push({ type: "unsupported", feature: `provider tool ${tool.id}` });
      continue;
    }
    const { name, description, inputSchema: parameters, strict } = tool;
    functions.push({ type: "function", function: { name, description, parameters, strict } });
  }
  if (functions.length === 0) return {};
  const choice = toolChoice?.type === "tool" ? { type: "function", function: { name: toolChoice.toolName } } : toolChoice?.type;
  return { tools: functions, tool_choice: choice };
}

function content(message) {
  const out = [];
  if (message.reasoning_content) out.push({ type: "reasoning", text: message.reasoning_content });
  if (message.content) out.push({ type: "text", text: message.content });
  for (const call of message.tool_calls ?? []) {
    out.push({ type: "tool-call", toolCallId: call.id, toolName: call.function.name, input: call.function.arguments });
  }
  return out;
}

const finish = (raw) => ({ unified: FINISH[raw] ?? "other", raw: raw ?? undefined });

function usage(used) {
  const cached = used?.prompt_tokens_details?.cached_tokens;
  const reasoning = used?.completion_tokens_details?.reasoning_tokens;
  const rest = (total, part) => (total === undefined ? undefined : total - (part ?? 0));
  const { prompt_tokens: input, completion_tokens: output } = used ?? {};
  return {
    inputTokens: { total: input, noCache: rest(input, cached), cacheRead: cached, cacheWrite: undefined },
    outputTokens: { total: output, text: rest(output, reasoning), reasoning },
    raw: used,
  };
}

const metadata = (reply) => ({ id: reply.id, modelId: reply.model, timestamp: reply.created ? new Date(reply.created * 1000) : undefined });

/** The SDK's parts of a stream: blocks of text and thinking with a beginning and an end, tool calls piece by piece. */
async function* parts(stream, warnings, wantsRaw) {
  yield { type: "stream-start", warnings };
  const blocks = new Blocks();
  let [told, used, reason] = [false, undefined, undefined];
  try {
    for await (const chunk of stream) {
      if (wantsRaw) yield { type: "raw", rawValue: chunk };
      if (!told && chunk.id) {
        told = true;
        yield { type: "response-metadata", ...metadata(chunk) };
      }
      used = chunk.usage ?? used;
      const choice = chunk.choices?.[0];
      reason = choice?.finish_reason ?? reason;
      if (choice?.delta) yield* blocks.take(choice.delta);
    }
  } catch (error) {
    yield { type: "error", error };
    return;
  }
  yield* blocks.end();
  yield { type: "finish", finishReason: finish(reason), usage: usage(used), providerMetadata: { [PROVIDER]: await stream.polyroute } };
}

class Blocks {
  #open;
  #count = 0;
  #calls = new Map();

  *take(delta) {
    if (delta.reasoning_content) yield* this.#say("reasoning", delta.reasoning_content);
    if (delta.content) yield* this.#say("text", delta.content);
    for (const call of delta.tool_calls ?? []) yield* this.#call(call);
  }

  *#say(type, delta) {
    if (this.#open?.type !== type) {
      yield* this.#close();
      this.#open = { type, id: String(this.#count++) };
      yield { type: `${type}-start`, id: this.#open.id };
    }
    yield { type: `${type}-delta`, id: this.#open.id, delta };
  }

  *#close() {
    if (this.#open) yield { type: `${this.#open.type}-end`, id: this.#open.id };
    this.#open = undefined;
  }

  *#call({ index, id, function: called = {} }) {
    let call = this.#calls.get(index);
    if (!call) {
      yield* this.#close();
      call = { id, name: called.name, input: "" };
      this.#calls.set(index, call);
      yield { type: "tool-input-start", id, toolName: call.name };
    }
    if (!called.arguments) return;
    call.input += called.arguments;
    yield { type: "tool-input-delta", id: call.id, delta: called.arguments };
  }

  *end() {
    yield* this.#close();
    for (const { id, name, input } of this.#calls.values()) {
      yield { type: "tool-input-end", id };
      yield { type: "tool-call", toolCallId: id, toolName: name, input: input || "{}" };
    }
  }
}

module.exports = { languageModel, embeddingModel };
