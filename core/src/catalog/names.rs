//! The other forms that a model's name comes in.

/// Names to try after the exact one, nearest first.
pub(super) fn forms<'a>(provider: &str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let bare = name.strip_prefix(provider).and_then(|rest| rest.strip_prefix('/')).or_else(|| name.strip_prefix("models/"));
    let tuned = name.starts_with("ft:").then(|| name.match_indices(':').nth(1)).flatten().map(|(at, _)| &name[..at]);
    let undated = undated(bare.unwrap_or(name));
    [bare, tuned, undated].into_iter().flatten()
}

/// The model that `ft:base:owner::id` was tuned from.
pub(super) fn tuned_base(name: &str) -> Option<&str> {
    name.strip_prefix("ft:")?.split(':').next()
}

/// `name` without a date behind it: `-2026-03-05`, `-20260305` or `@20260305`.
fn undated(name: &str) -> Option<&str> {
    [("-", "0000-00-00"), ("-", "00000000"), ("@", "00000000")].into_iter().find_map(|(mark, date)| {
        let (rest, tail) = name.split_at_checked(name.len().checked_sub(date.len())?)?;
        let fits = tail.bytes().zip(date.bytes()).all(|(c, form)| if form == b'0' { c.is_ascii_digit() } else { c == form });
        rest.strip_suffix(mark).filter(|rest| fits && !rest.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_date_is_taken_off() {
        assert_eq!(undated("gpt-5.4-2026-03-05"), Some("gpt-5.4"));
        assert_eq!(undated("claude-haiku-4-5-20251001"), Some("claude-haiku-4-5"));
        assert_eq!(undated("claude-haiku-4-5@20251001"), Some("claude-haiku-4-5"));
        for name in ["gpt-4-0613", "mistral-large-2402", "20251001", "-20251001", "é0251001", ""] {
            assert_eq!(undated(name), None, "{name}");
        }
    }
}
