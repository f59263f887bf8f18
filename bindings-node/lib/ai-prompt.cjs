// The AI SDK's prompt as messages of the OpenAI chat format.
"use strict";

const { invalid } = require("./errors.cjs");

function messages(prompt) {
  return prompt.flatMap((message, n) => WRITE[message.role](message.content, `prompt.${n}`));
}

const WRITE = {
  system: (content) => [{ role: "system", content }],
  user: (content, at) => [{ role: "user", content: plain(content.map((part) => userPart(part, at))) }],
  assistant: (content, at) => [assistant(content, at)],
  tool: (content) => content.filter((part) => part.type === "tool-result").map(toolResult),
};

/** One text alone needs no list. */
const plain = (parts) => (parts.length === 1 && parts[0].type === "text" ? parts[0].text : parts);

function userPart(part, at) {
  return part.type === "text" ? { type: "text", text: part.text } : file(part, at);
}

function file({ data, mediaType, filename }, at) {
  const [kind, format] = mediaType.split("/");
  const url = data instanceof URL ? data.href : /^(https?|data):/.test(data) ? data : undefined;
  if (kind === "image") return { type: "image_url", image_url: { url: url ?? dataUrl(data, format === "*" ? "image/png" : mediaType) } };
  if (url && !url.startsWith("data:")) throw invalid(`a file of type \`${mediaType}\` goes with its bytes, not by its address`, at);
  if (kind === "audio") return { type: "input_audio", input_audio: { data: base64(data), format: format === "mpeg" ? "mp3" : format } };
  return { type: "file", file: { filename: filename ?? `file.${format}`, file_data: url ?? dataUrl(data, mediaType) } };
}

const base64 = (data) => (typeof data === "string" ? data : Buffer.from(data).toString("base64"));
const dataUrl = (data, mediaType) => `data:${mediaType};base64,${base64(data)}`;

function assistant(content, at) {
  const said = (type) => content.filter((part) => part.type === type);
  const text = said("text").map((part) => part.text).join("");
  const thought = said("reasoning").map((part) => part.text).join("");
  const calls = said("tool-call").map(({ toolCallId: id, toolName: name, input }) => ({
    id, type: "function", function: { name, arguments: typeof input === "string" ? input : JSON.stringify(input ?? {}) },
  }));
  const [stranger] = content.filter((part) => !["text", "reasoning", "tool-call"].includes(part.type));
  if (stranger) throw invalid(`an assistant's part of type \`${stranger.type}\` has no place in a chat`, at);
  return {
    role: "assistant",
    content: text || null,
    ...(thought && { reasoning_content: thought }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function toolResult({ toolCallId, output }) {
  return { role: "tool", tool_call_id: toolCallId, content: RESULT[output.type](output) };
}

const RESULT = {
  text: ({ value }) => value,
  "error-text": ({ value }) => value,
  json: ({ value }) => JSON.stringify(value),
  "error-json": ({ value }) => JSON.stringify(value),
  "execution-denied": ({ reason }) => reason ?? "The tool was not run: it was denied.",
  content: ({ value }) => plain(value.map(resultPart)),
};

function resultPart(part) {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "image-data":
    case "file-data":
      return file(part, "tool");
    case "image-url":
      return { type: "image_url", image_url: { url: part.url } };
    case "file-url":
      return file({ data: new URL(part.url), mediaType: part.mediaType ?? "application/octet-stream" }, "tool");
    default:
      throw invalid(`a tool's result of type \`${part.type}\` has no place in a chat`, "tool");
  }
}

module.exports = { messages };
