//! Google's Vertex AI: the models of their makers below a project and a location, Gemini's in Gemini's form, Claude in Anthropic's.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::config::ProviderConfig;
use crate::error::{Error, Result};
use crate::types::Dialect;
use crate::wire::Encoded;

/// What stands in the body of a call to Claude in the place of the header and of the model.
const VERSION: &str = "vertex-2023-10-16";

/// The dialect that a model is asked in here: by its maker.
pub fn dialect(model: &str) -> Dialect {
    if bare(model).starts_with("claude") { Dialect::Anthropic } else { Dialect::Gemini }
}

/// The name without its maker before it.
pub fn bare(model: &str) -> &str {
    let model = model.strip_prefix("publishers/").unwrap_or(model);
    let makers = ["anthropic/models/", "google/models/", "anthropic/", "google/"];
    makers.into_iter().find_map(|maker| model.strip_prefix(maker)).unwrap_or(model)
}

/// The request as it goes to Vertex; other providers' stay as they are.
pub fn adapt(config: &ProviderConfig, model: &str, streams: bool, encoded: Encoded) -> Result<Encoded> {
    let Some(vertex) = &config.vertex else { return Ok(encoded) };
    let model = bare(model);
    let publishers = format!("/v1/projects/{}/locations/{}/publishers", vertex.project, vertex.location);
    if dialect(model) == Dialect::Anthropic {
        let mut body = parsed(&encoded.body)?;
        let (path, name) = if encoded.path.ends_with("/count_tokens") {
            body.insert("model".to_owned(), json!(model));
            ("count-tokens", "rawPredict")
        } else {
            body.shift_remove("model");
            (model, if streams { "streamRawPredict" } else { "rawPredict" })
        };
        body.insert("anthropic_version".to_owned(), json!(VERSION));
        return Ok(Encoded { path: format!("{publishers}/anthropic/models/{path}:{name}").into(), body: written(body)?, ..encoded });
    }
    let verb = encoded.path.rsplit_once(':').map_or("", |(_, verb)| verb).to_owned();
    if verb.contains("mbedContent") {
        let words = format!("`{model}` makes embeddings by another call on Vertex, which is not available in this version");
        return Err(Error::invalid(words).at("model").reason("unsupported"));
    }
    let path = format!("{publishers}/google/models/{model}:{verb}").into();
    // Counting takes the request itself here.
    let mut body = if verb == "countTokens" { parsed(&encoded.body)? } else { return Ok(Encoded { path, ..encoded }) };
    if let Some(Value::Object(mut whole)) = body.shift_remove("generateContentRequest") {
        whole.shift_remove("model");
        body = whole;
    }
    Ok(Encoded { path, body: written(body)?, ..encoded })
}

fn parsed(body: &[u8]) -> Result<Map<String, Value>> {
    serde_json::from_slice(body).map_err(|e| Error::internal(format!("the request is no JSON object: {e}")))
}

fn written(body: Map<String, Value>) -> Result<Bytes> {
    serde_json::to_vec(&body).map(Bytes::from).map_err(|e| Error::internal(format!("the request cannot be written: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_models_maker_chooses_its_dialect() {
        for (model, name, dialect_of) in [
            ("claude-sonnet-4-5@20250929", "claude-sonnet-4-5@20250929", Dialect::Anthropic),
            ("anthropic/claude-opus-4-6", "claude-opus-4-6", Dialect::Anthropic),
            ("publishers/google/models/gemini-2.5-flash", "gemini-2.5-flash", Dialect::Gemini),
            ("google/gemini-3-flash-preview", "gemini-3-flash-preview", Dialect::Gemini),
        ] {
            assert_eq!((bare(model), dialect(model)), (name, dialect_of), "{model}");
        }
    }
}
