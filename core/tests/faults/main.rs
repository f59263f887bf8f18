//! Faults against the scripted upstream and fake providers over TLS, byte by byte; and the list of all of them in `docs/faults.md`.

mod answers;
mod clock;
mod connecting;
mod leaving;
mod packed;
mod place;
mod proxy;
mod streams;
mod tls;
#[path = "../support/wires.rs"]
mod wires;

use std::path::Path;

#[test]
fn every_test_that_the_list_of_faults_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let list = std::fs::read_to_string(root.join("docs/faults.md")).expect("the list");
    let rows: Vec<&str> = list.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit())).collect();
    let mut missing = Vec::new();
    for row in &rows {
        let tests = row.trim_end_matches('|').rsplit('|').next().expect("a last column");
        for named in tests.split('`').skip(1).step_by(2).filter(|named| named.contains('/')) {
            let (file, test) = named.split_once("::").unwrap_or((named, ""));
            let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
            let found =
                if test.is_empty() { !text.is_empty() } else { text.contains(&format!("fn {test}(")) || text.contains(&format!("def {test}(")) };
            if !found {
                missing.push(named.to_owned());
            }
        }
        let says_nothing = !tests.contains('`') && !tests.contains("open");
        if says_nothing {
            missing.push((*row).to_owned());
        }
    }
    let numbers: Vec<u32> = rows.iter().filter_map(|row| row[2..].split(' ').next()?.parse().ok()).collect();
    assert_eq!(numbers, (1..=46).collect::<Vec<u32>>(), "one row a fault");
    assert!(missing.is_empty(), "{missing:#?}");
}
