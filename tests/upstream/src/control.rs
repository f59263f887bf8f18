//! The control paths, for tests that stand in another process: `GET /__requests`, `POST /__release /__reset /__die`.

use serde_json::json;

use crate::answer::Answer;
use crate::record::Request;
use crate::server::Shared;

/// What a control path answers; `None` for everybody else's paths.
pub fn answer(shared: &Shared, request: &Request) -> Option<Answer> {
    let body = match request.path.as_str() {
        "/__requests" => shared.report(),
        "/__die" | "/__reset" | "/__release" => json!({"ok": true}),
        _ => return None,
    };
    Some(Answer::json(200, &body))
}

/// Does what was asked, after the answer has gone out.
pub fn act(shared: &Shared, request: &Request) {
    match request.path.as_str() {
        "/__die" => shared.die(),
        "/__reset" => shared.reset(),
        "/__release" => shared.release(),
        _ => {}
    }
}
