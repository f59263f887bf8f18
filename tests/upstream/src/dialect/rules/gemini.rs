//! Gemini: a call comes after a user's turn, its responses right after it, each part says one thing, signatures are its own.

use serde_json::Value;

use super::super::gemini::signed_text;
use super::super::sign::verifies;
use super::{Kept, is_name, known, list, require, text};

const MEMBERS: [&str; 12] = [
    "contents",
    "systemInstruction",
    "system_instruction",
    "tools",
    "toolConfig",
    "tool_config",
    "safetySettings",
    "safety_settings",
    "generationConfig",
    "generation_config",
    "cachedContent",
    "cached_content",
];
const DATA: [&str; 7] = ["text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult"];
/// What the documentation offers to those who bring a history from elsewhere.
const SKIP_VALIDATOR: [&str; 2] = ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"];

/// `signed`: the model wants the signatures of its calls back.
pub fn check(body: &Value, signed: bool) -> Kept {
    known(body, &MEMBERS, |name| format!("Invalid JSON payload received. Unknown name \"{name}\": Cannot find field."))?;
    let config = &body["generationConfig"];
    require(list(&config["stopSequences"]).len() <= 5, || "The number of stop sequences must be at most 5".to_owned())?;
    require(config["temperature"].as_f64().is_none_or(|t| (0.0..=2.0).contains(&t)), || "temperature must be in the range [0.0, 2.0]".to_owned())?;
    tools(body)?;
    contents(list(&body["contents"]), signed)
}

/// `countTokens` takes contents, or a whole request with its model.
pub fn check_count(body: &Value) -> Kept {
    known(body, &["contents", "generateContentRequest"], |name| {
        format!("Invalid JSON payload received. Unknown name \"{name}\": Cannot find field.")
    })?;
    let inner = if body["contents"].is_null() { &body["generateContentRequest"]["contents"] } else { &body["contents"] };
    contents(list(inner), false)
}

fn tools(body: &Value) -> Kept {
    let functions = list(&body["tools"]).iter().flat_map(|tool| list(&tool["functionDeclarations"]));
    let mut names = Vec::new();
    for function in functions {
        let name = text(&function["name"]);
        require(is_name(name, "_-.:", 64) && !name.starts_with(|c: char| !c.is_ascii_alphabetic() && c != '_'), || {
            format!("Invalid function name: {name}. Must start with a letter or an underscore.")
        })?;
        require(!names.contains(&name), || format!("Duplicate function declaration found: {name}"))?;
        require(function["parameters"].is_null() || function["parametersJsonSchema"].is_null(), || {
            "parameters and parameters_json_schema are mutually exclusive".to_owned()
        })?;
        names.push(name);
    }
    let allowed = list(&body["toolConfig"]["functionCallingConfig"]["allowedFunctionNames"]);
    let stray = allowed.iter().find(|name| !names.contains(&text(name)));
    require(stray.is_none(), || "allowed_function_names must be declared".to_owned())
}

fn contents(contents: &[Value], signed: bool) -> Kept {
    require(!contents.is_empty(), || "* GenerateContentRequest.contents: contents is not specified".to_owned())?;
    let mut calls: Vec<&Value> = Vec::new();
    let mut before = "";
    for (i, content) in contents.iter().enumerate() {
        let role = if content["role"].is_null() { "user" } else { text(&content["role"]) };
        require(matches!(role, "user" | "model"), || "Please use a valid role: user, model.".to_owned())?;
        let parts = list(&content["parts"]);
        require(!parts.is_empty(), || format!("* GenerateContentRequest.contents[{i}].parts: contents.parts must not be empty."))?;
        parts.iter().try_for_each(|part| one(i, part))?;
        let responses: Vec<&Value> = parts.iter().filter_map(|p| p.get("functionResponse")).collect();
        answers(&calls, &responses)?;
        calls = parts.iter().filter_map(|p| p.get("functionCall")).collect();
        if !calls.is_empty() {
            require(role == "model" && before == "user", || {
                "Please ensure that function call turn comes immediately after a user turn or after a function response turn.".to_owned()
            })?;
            let first = parts.iter().find(|p| p.get("functionCall").is_some());
            let last_turn = !contents[i + 1..].iter().any(|later| list(&later["parts"]).iter().any(|p| p.get("text").is_some()));
            require(!(signed && last_turn) || first.is_some_and(|p| p["thoughtSignature"].is_string()), || {
                format!("Function call is missing a thought_signature in functionCall parts. (content {i})")
            })?;
        }
        before = role;
    }
    require(calls.is_empty(), || "Please ensure that function response turn comes immediately after a function call turn.".to_owned())
}

fn answers(calls: &[&Value], responses: &[&Value]) -> Kept {
    require(calls.len() == responses.len(), || {
        "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.".to_owned()
    })?;
    let mut open: Vec<&Value> = calls.to_vec();
    for response in responses {
        let id = |value: &Value| value["id"].as_str().map(str::to_owned);
        let at = open
            .iter()
            .position(|call| call["name"] == response["name"] && (id(call).is_none() || id(response).is_none() || id(call) == id(response)));
        let Some(at) = at else {
            return Err(format!("Please ensure that function response `{}` answers a call of the turn before.", text(&response["name"])));
        };
        open.remove(at);
    }
    Ok(())
}

fn one(i: usize, part: &Value) -> Kept {
    let said = DATA.iter().filter(|name| !part[**name].is_null()).count();
    require(said == 1, || format!("* GenerateContentRequest.contents[{i}].parts: required oneof field 'data' must have one initialized field"))?;
    if let Some(call) = part.get("functionCall") {
        require(call["args"].is_null() || call["args"].is_object(), || {
            format!("Invalid value at 'contents[{i}].parts.function_call.args' (Struct)")
        })?;
    }
    if let Some(response) = part.get("functionResponse") {
        require(response["response"].is_object(), || format!("Invalid value at 'contents[{i}].parts.function_response.response' (Struct)"))?;
    }
    let Some(signature) = part["thoughtSignature"].as_str() else { return Ok(()) };
    let what = part.get("functionCall").map_or_else(|| text(&part["text"]).to_owned(), signed_text);
    // The signature of a streamed text is made over its last, empty part, wherever a client puts it.
    let own = verifies(signature, &what) || verifies(signature, "");
    require(own || SKIP_VALIDATOR.contains(&signature), || "Thought signature is not valid.".to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::sign::sign;
    use super::*;

    #[test]
    fn calls_and_responses_stand_side_by_side() {
        let user = json!({"role": "user", "parts": [{"text": "hi"}]});
        let call = json!({"role": "model", "parts": [{"functionCall": {"name": "f", "args": {}}}]});
        let result = json!({"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"output": "x"}}}]});
        assert_eq!(contents(&[user.clone(), call.clone(), result.clone()], false), Ok(()));
        for broken in [
            vec![call.clone(), result.clone()],
            vec![user.clone(), call.clone()],
            vec![user.clone(), call.clone(), user.clone(), result.clone()],
            vec![user.clone(), result],
            vec![json!({"role": "assistant", "parts": [{"text": "hi"}]})],
            vec![json!({"role": "user", "parts": [{}]})],
        ] {
            assert!(contents(&broken, false).is_err(), "{broken:?}");
        }
    }

    #[test]
    fn a_call_keeps_its_own_signature() {
        let call = json!({"name": "f", "args": {"a": 1}});
        assert_eq!(one(0, &json!({"functionCall": call, "thoughtSignature": sign(&signed_text(&call))})), Ok(()));
        assert!(one(0, &json!({"functionCall": call, "thoughtSignature": "AAAA"})).is_err());
        assert_eq!(one(0, &json!({"functionCall": call, "thoughtSignature": "skip_thought_signature_validator"})), Ok(()));
    }
}
