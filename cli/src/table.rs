//! Rows under a head, in columns as wide as they need.

use serde_json::Value;

/// Texts in columns; the last one is not padded. Numbers stand to the right where a whole column holds nothing else.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).chain([head[column].len()]).max();
    let is_number = |cell: &String| cell.is_empty() || cell == "–" || cell.chars().all(|c| c.is_ascii_digit() || c == '.');
    let widths: Vec<usize> = (0..head.len()).filter_map(width).collect();
    let numbers: Vec<bool> = (0..head.len()).map(|column| rows.iter().filter_map(|row| row.get(column)).all(is_number)).collect();
    let line = |cells: Vec<&str>| {
        let padded = cells.iter().zip(widths.iter().zip(&numbers)).map(|(cell, (width, is_number))| {
            let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
            if *is_number { format!("{gap}{cell}") } else { format!("{cell}{gap}") }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let rows = rows.iter().map(|row| line(row.iter().map(String::as_str).collect()));
    std::iter::once(line(head.to_vec())).chain(rows).collect::<Vec<_>>().join("\n")
}

/// A value as a cell; nothing where there is none.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The same with a dash where there is none.
pub(crate) fn text_or_dash(value: &Value) -> String {
    if value.is_null() { "–".to_owned() } else { text(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_longest_cell_and_numbers_stand_to_the_right() {
        let rows = [vec!["model".to_owned(), "7".to_owned()], vec!["µ".to_owned(), "1234".to_owned()]];
        assert_eq!(table(&["field", "n"], &rows), "field     n\nmodel     7\nµ      1234");
    }
}
