//! Imports point down one list; stages and their tools do not import their neighbours.

use std::fs;
use std::path::{Path, PathBuf};

/// The highest first; `true`: members do not import each other. `lib` stands above all.
const LAYERS: [(&[&str], bool); 9] = [
    (&["host", "json", "runtime", "serve"], false),
    (&["gateway", "builder", "door"], false),
    (&["pipeline"], false),
    (&["failover"], false),
    (&["guard", "cache", "budget", "route", "provider", "trace"], true),
    (&["state", "embed", "health", "transport", "catalog"], true),
    (&["wire", "config"], true),
    (&["types"], false),
    (&["error", "clock", "id", "task"], true),
];

/// A remote embedder needs the network; an error names the target and the money of its attempts.
const EXCEPTIONS: [(&str, &str); 2] = [("embed", "transport"), ("error", "id")];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|(group, _)| group.contains(&module))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("core/src is readable") {
        let path = entry.expect("core/src is readable").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The top modules that a text names through `crate::`, also inside braces: `use crate::{clock::Clock, types}`.
fn imports(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let word = |text: &str| text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
        let Some(list) = rest.strip_prefix('{') else {
            names.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let inside = list.split_inclusive([',', '{', '}']).take_while(|piece| {
            let open = depth >= 0;
            depth += i32::from(piece.ends_with('{')) - i32::from(piece.ends_with('}'));
            open
        });
        names.extend(inside.map(|piece| word(piece.trim_start())));
    }
    names
}

#[test]
fn imports_point_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&source, &mut paths);
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in paths {
        let inside = path.strip_prefix(&source).expect("found below it");
        let module = inside.iter().next().and_then(|first| first.to_str()).expect("UTF-8").trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let Some(from) = layer(&module) else {
            wrong.push(format!("{}: `{module}` has no layer", inside.display()));
            continue;
        };
        let text = fs::read_to_string(&path).expect("UTF-8");
        for name in imports(&text) {
            let fine = layer(&name).is_none_or(|to| to > from || (to == from && !LAYERS[from].1));
            if !fine && name != module && !EXCEPTIONS.contains(&(&module, &name)) {
                wrong.push(format!("{}: `{module}` imports `{name}`", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_are_found_in_every_form() {
    let text = "use crate::clock::Clock;\nuse crate::{config::{Config, Price}, types, Error};\nlet x = crate::wire::sse::lines();";
    let names = imports(text);
    for name in ["clock", "config", "types", "wire"] {
        assert!(names.iter().any(|n| n == name), "{name} in {names:?}");
    }
}
