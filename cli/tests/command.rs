//! The command as a person or a CI job meets it: output, exit codes, files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Runs the command in `folder` with nothing of this process's environment but what is given.
fn polyroute(folder: &Path, args: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyroute"));
    command.args(args).current_dir(folder).env_clear().envs(env.iter().copied());
    command.output().expect("the command runs")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn broken() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/config/broken")
}

#[test]
fn check_prints_every_problem_of_the_broken_configurations_and_fails() {
    let mut checked = 0;
    for entry in std::fs::read_dir(broken()).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()).filter(|_| path.extension().is_some_and(|e| e == "yaml")) else { continue };
        let expected = std::fs::read_to_string(path.with_extension("expected")).unwrap();
        let output = polyroute(&broken(), &["check", name], &[("POLYROUTE_TEST_WORD", "s3cret-word")]);
        let count = expected.lines().count();
        let summary = format!("{name}: {count} problem{}\n", if count == 1 { "" } else { "s" });
        assert_eq!((output.status.code(), out(&output), err(&output)), (Some(1), format!("{expected}{summary}").as_str(), ""), "{name}");
        checked += 1;
    }
    assert!(checked >= 10, "{checked}");
}

#[test]
fn check_as_json_has_the_same_problems_as_fields() {
    let output = polyroute(&broken(), &["check", "--json", "circle_of_fallbacks.yaml"], &[]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &report["ok"], &report["file"]), (Some(1), &Value::from(false), &Value::from("circle_of_fallbacks.yaml")));
    assert_eq!((&report["problems"][0]["line"], &report["problems"][0]["path"]), (&Value::from(12), &Value::from("routes.spare.fallbacks[0].to")));
    assert_eq!(report["warnings"], Value::Array(Vec::new()));
}

/// Takes the mark off an example: those begin with a key or an item, prose with a capital.
fn uncommented(line: &str) -> String {
    let example = line.split_once("# ").filter(|(before, rest)| before.trim().is_empty() && !rest.starts_with(char::is_uppercase));
    let line = example.map_or_else(|| line.to_owned(), |(before, rest)| format!("{before}{rest}"));
    line + "\n"
}

#[test]
fn init_writes_a_configuration_that_check_accepts_and_never_overwrites_one() {
    let folder = folder();
    let first = polyroute(folder.path(), &["init"], &[]);
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    let text = std::fs::read_to_string(folder.path().join("polyroute.yaml")).unwrap();
    assert!(text.contains("store: sqlite"));

    let check = polyroute(folder.path(), &["check"], &[("OPENAI_API_KEY", "k")]);
    assert_eq!((check.status.code(), out(&check)), (Some(0), "polyroute.yaml: no problems (1 provider, 1 route)\n"));
    std::fs::write(folder.path().join("all.yaml"), text.lines().map(uncommented).collect::<String>()).unwrap();
    let all = polyroute(folder.path(), &["check", "all.yaml"], &[("OPENAI_API_KEY", "k"), ("GROQ_API_KEY", "k")]);
    assert_eq!((all.status.code(), out(&all)), (Some(0), "all.yaml: no problems (3 providers, 1 route)\n"));

    let second = polyroute(folder.path(), &["init"], &[]);
    assert_eq!((second.status.code(), err(&second)), (Some(1), "polyroute.yaml is there already; nothing is changed\n"));
    assert_eq!(std::fs::read_to_string(folder.path().join("polyroute.yaml")).unwrap(), text);
}

#[test]
fn the_file_is_the_argument_then_the_option_then_the_variable_then_the_usual_one() {
    let folder = folder();
    for name in ["a", "b", "c", "polyroute"] {
        std::fs::write(folder.path().join(format!("{name}.yaml")), "providers: { openai: { type: openai, api_key: k } }").unwrap();
    }
    let variable = [("POLYROUTE_CONFIG", "c.yaml")];
    for (args, env, file) in [
        (vec!["check", "a.yaml", "-c", "b.yaml"], &variable[..], "a.yaml"),
        (vec!["-c", "b.yaml", "check"], &variable[..], "b.yaml"),
        (vec!["check"], &variable[..], "c.yaml"),
        (vec!["check"], &[][..], "polyroute.yaml"),
    ] {
        let output = polyroute(folder.path(), &args, env);
        assert!(out(&output).starts_with(&format!("{file}: no problems")), "{args:?}: {}", out(&output));
    }
    std::fs::remove_file(folder.path().join("polyroute.yaml")).unwrap();
    let none = polyroute(folder.path(), &["check"], &[]);
    assert_eq!(none.status.code(), Some(1));
    assert!(err(&none).contains("polyroute init"), "{}", err(&none));
}

#[test]
fn warnings_are_told_and_do_not_fail() {
    let folder = folder();
    std::fs::write(
        folder.path().join("polyroute.yaml"),
        "providers: { openai: { type: openai, api_key: k } }\nbudgets: [ { limit: 1.00 USD, period: day } ]\n",
    )
    .unwrap();
    let output = polyroute(folder.path(), &["check"], &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).starts_with("polyroute.yaml:2:39: warning: budgets[0].period: "), "{}", out(&output));
    assert!(out(&output).ends_with("polyroute.yaml: no problems (1 provider, 0 routes, 1 warning)\n"), "{}", out(&output));
}

#[test]
fn schema_is_json_and_version_help_and_wrong_arguments_behave() {
    let folder = folder();
    let schema: Value = serde_json::from_slice(&polyroute(folder.path(), &["schema"], &[]).stdout).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let version = polyroute(folder.path(), &["--version"], &[]);
    assert_eq!((version.status.code(), out(&version)), (Some(0), concat!("polyroute ", env!("CARGO_PKG_VERSION"), "\n")));
    let help = polyroute(folder.path(), &["--help"], &[]);
    assert!(help.status.success() && out(&help).contains("check"));
    let wrong = polyroute(folder.path(), &["chekc"], &[]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("check"), "{}", err(&wrong));
}
