//! The commands that look at requests and ledgers, and the one that sends, as a person or a script meets them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use polyroute_upstream::{Script, Upstream};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Runs the command in `folder` with `input` on standard input and nothing of this process's environment.
fn polyroute(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyroute"));
    command.args(args).current_dir(folder).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut stdin = child.stdin.take().expect("it was piped");
    // A command that does not read goes away before everything is written.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the command ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn place(url: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let config = json!({
        "providers": {
            "claude": {"type": "anthropic", "api_key": "sk-very-secret", "base_url": url},
            "up": {"type": "openai_compatible", "api_key": "sk-very-secret", "base_url": format!("{url}/v1")},
        },
        "routes": {"chat": {"targets": ["up/m"], "retries": {"max": 0}}, "two": {"targets": ["claude/claude-sonnet-4-5", "up/m"]}},
        "state": {"store": "sqlite", "path": "./ledger.db"},
    });
    std::fs::write(folder.path().join("polyroute.yaml"), config.to_string()).expect("a file");
    folder
}

const NOWHERE: &str = "http://127.0.0.1:9";

#[test]
fn preview_shows_the_request_with_a_masked_key_and_what_became_of_each_member() {
    let folder = place(NOWHERE);
    let body = json!({"model": "claude/claude-sonnet-4-5", "seed": 7, "messages": [{"role": "user", "content": "hi"}]}).to_string();
    let shown = polyroute(folder.path(), &["preview"], &body);
    let text = out(&shown);
    assert_eq!(shown.status.code(), Some(0), "{}", err(&shown));
    for line in ["claude/claude-sonnet-4-5  POST http://127.0.0.1:9/v1/messages", "x-api-key: ***", "seed      dropped", "messages  mapped"] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert!(!text.contains("sk-very-secret"));

    std::fs::write(folder.path().join("body.json"), &body).expect("a file");
    let data: Value = serde_json::from_str(&out(&polyroute(folder.path(), &["preview", "--json", "body.json"], ""))).expect("JSON");
    assert_eq!((&data["dropped"], &data["error"], &data["headers"]["x-api-key"]), (&json!(["seed"]), &Value::Null, &json!("***")));
    let elsewhere: Value = serde_json::from_str(&out(&polyroute(folder.path(), &["preview", "--json", "-t", "up/m"], &body))).expect("JSON");
    assert_eq!((&elsewhere["target"], &elsewhere["body"]["seed"]), (&json!("up/m"), &json!(7)));
}

#[test]
fn preview_of_what_cannot_be_sent_names_the_member_and_fails() {
    let folder = place(NOWHERE);
    let body = json!({"model": "claude/claude-sonnet-4-5", "logprobs": true, "messages": [{"role": "user", "content": "hi"}]}).to_string();
    let refused = polyroute(folder.path(), &["preview"], &body);
    assert_eq!(refused.status.code(), Some(1));
    assert!(out(&refused).starts_with("refused (invalid_request) for claude/claude-sonnet-4-5: logprobs: "), "{}", out(&refused));
    for (args, input, words) in [
        (&["preview", "nowhere.json"][..], "", "nowhere.json cannot be read"),
        (&["preview"], "[]", "standard input holds no JSON object"),
        (&["preview"], "{", "standard input is no JSON"),
        (&["preview", "--door", "window"], "{}", "there is no door `window`: there are chat, "),
        (&["preview", "-m", "hi", "-M", "nothing"], "", "no route or model is called `nothing`"),
    ] {
        let wrong = polyroute(folder.path(), args, input);
        assert_eq!(wrong.status.code(), Some(1), "{args:?}");
        assert!(err(&wrong).contains(words), "{args:?}: {}", err(&wrong));
    }
}

#[test]
fn explain_tells_which_target_is_left_out_by_which_member() {
    let folder = place(NOWHERE);
    let body = json!({"model": "two", "logprobs": true, "messages": [{"role": "user", "content": "hi"}]}).to_string();
    let told = polyroute(folder.path(), &["explain"], &body);
    assert_eq!(told.status.code(), Some(0), "{}", err(&told));
    assert!(out(&told).starts_with("two → up/m (fallback: `up/m` after 1 cut)\n"), "{}", out(&told));
    let cut = out(&told).lines().find(|line| line.starts_with("claude/")).map(str::to_owned).expect("a line of the cut target");
    assert!(cut.contains("unsupported") && cut.ends_with("logprobs"), "{cut}");
    let data: Value = serde_json::from_str(&out(&polyroute(folder.path(), &["explain", "--json"], &body))).expect("JSON");
    assert_eq!(data["cut"][0]["field"], "logprobs");
}

#[test]
fn models_lists_routes_and_their_targets() {
    let folder = place(NOWHERE);
    let listed = out(&polyroute(folder.path(), &["models"], ""));
    assert!(listed.lines().any(|line| line.starts_with("two") && line.contains("claude/claude-sonnet-4-5") && line.contains("200000")), "{listed}");
    let data: Value = serde_json::from_str(&out(&polyroute(folder.path(), &["models", "--json"], ""))).expect("JSON");
    assert_eq!(data[0]["id"], "chat");
}

#[tokio::test(flavor = "multi_thread")]
async fn call_sends_a_request_and_usage_sums_it_up_in_another_process() {
    let script: Script = Script::from_json(&json!({"script": [
        {"reply": {"text": "hello", "usage": {"in": 5, "out": 2}}}, {"reply": {"text": "a b", "usage": {"in": 3, "out": 1}}}, {"status": 500}]}))
    .expect("a script");
    let upstream = Upstream::start(script).await.expect("a free port");
    let folder = place(upstream.url());
    let whole = polyroute(folder.path(), &["call", "-m", "hi", "-M", "chat"], "");
    assert_eq!(whole.status.code(), Some(0), "{}", err(&whole));
    let reply: Value = serde_json::from_str(&out(&whole)).expect("JSON");
    assert_eq!(reply["choices"][0]["message"]["content"], "hello");
    assert!(err(&whole).starts_with("up/m: 5 + 2 tokens, "), "{}", err(&whole));

    let body = json!({"model": "chat", "stream": true, "messages": [{"role": "user", "content": "hi"}]}).to_string();
    let streamed = polyroute(folder.path(), &["call", "--receipt"], &body);
    let chunks: Vec<Value> = out(&streamed).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let text: String = chunks.iter().filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str()).collect();
    assert_eq!(text, "a b");
    let receipt: Value = serde_json::from_str(&err(&streamed)).expect("JSON");
    assert_eq!(receipt["usage"]["input_tokens"], 3);

    let failed = polyroute(folder.path(), &["call", "-m", "hi", "-M", "chat"], "");
    assert_eq!(failed.status.code(), Some(1));

    let usage: Value = serde_json::from_str(&out(&polyroute(folder.path(), &["usage", "--json", "--by", "target"], ""))).expect("JSON");
    let row = usage.as_array().and_then(|rows| rows.iter().find(|row| row["target"] == "up/m")).expect("a row");
    assert_eq!((&row["target"], &row["calls"], &row["output_tokens"]), (&json!("up/m"), &json!(2), &json!(3)), "{usage}");
    let table = out(&polyroute(folder.path(), &["usage", "-b", "route,target", "-w", "target=up/m"], ""));
    assert!(table.starts_with("route  target  calls") && table.lines().count() == 2, "{table}");
}
