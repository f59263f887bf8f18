//! Broken configurations: for each file of `config/broken`, every problem with its place, path, message and help, at once.
//!
//! The expectations stand beside the files; `POLYROUTE_BLESS=1` writes them anew, to be read before they are committed.

use std::path::{Path, PathBuf};

use polyroute::config::Config;
use polyroute::{Error, ErrorKind};

fn environment(name: &str) -> Option<String> {
    (name == "POLYROUTE_TEST_WORD").then(|| "s3cret-word".to_owned())
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config/broken");
    let entries = std::fs::read_dir(folder).expect("the folder of broken configurations").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    files.sort();
    files
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a UTF-8 name")
}

#[test]
fn every_problem_of_a_broken_configuration_is_told_at_once_with_its_place_and_a_way_out() {
    let files = files();
    assert!(files.len() >= 10, "{}", files.len());
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let problems = Config::from_yaml_with(&text, Some(name(&path)), &environment).err().unwrap_or_else(|| panic!("{}", path.display()));
        let found = format!("{problems}\n");
        let expected = path.with_extension("expected");
        if std::env::var_os("POLYROUTE_BLESS").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, std::fs::read_to_string(&expected).unwrap_or_default(), "{}", path.display());
        assert!(!found.contains("s3cret") && !found.contains("hunter2") && !found.contains("12345"), "a value shows: {found}");
    }
}

#[test]
fn every_problem_stands_at_a_line_of_its_file_and_in_the_order_of_the_lines() {
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let problems = Config::from_yaml_with(&text, Some(name(&path)), &environment).err().unwrap_or_else(|| panic!("{}", path.display())).0;
        let lines = text.lines().count() as u32 + 1;
        assert!(problems.iter().all(|p| (1..=lines).contains(&p.line) && p.column >= 1), "{problems:?}");
        assert!(problems.is_sorted_by_key(|p| (p.line, p.column)), "{problems:?}");
    }
}

#[test]
fn data_has_the_same_problems_without_lines() {
    let data =
        serde_json::json!({"providers": {"openai": {"type": "openai", "api_key": "k"}}, "routes": {"chat": {"tragets": ["openai/x"], "cache": 1}}});
    let problems = Config::from_value_with(data, &|_| None).err().expect("a wrong key");
    assert_eq!(
        problems.to_string(),
        "routes.chat.tragets: unknown key `tragets`; did you mean `targets`?\nroutes.chat.cache: expected a map, found `1`; write it as `{ mode: exact }`"
    );
    let error = Error::from(problems);
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.message().lines().count(), 2);
}

#[test]
fn a_file_that_cannot_be_read_is_a_problem_of_its_own() {
    let problems = Config::from_file_with("no/such/polyroute.yaml", &|_| None).err().expect("no file");
    assert_eq!(problems.to_string(), "no/such/polyroute.yaml: no such file; `polyroute init` writes a first one");
}
