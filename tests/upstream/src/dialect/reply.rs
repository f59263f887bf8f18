//! A reply in no provider's words, and the pieces it streams in.

use std::time::Duration;

use serde_json::Value;

/// What a model says: text, tool calls, why it stopped, what it used.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub text: String,
    /// The text as it streams; by default a word a piece.
    pub pieces: Option<Vec<String>>,
    pub thinking: String,
    pub tools: Vec<Tool>,
    /// OpenAI's word or the dialect's own; by default `tool_calls` or `stop`.
    pub finish: Option<String>,
    pub usage: UsageReport,
    /// By default the model that was asked for.
    pub model: Option<String>,
    pub id: Option<String>,
    /// Embeddings; by default made from the input's text.
    pub vectors: Option<Vec<Vec<f32>>>,
    /// Real time between two events of a stream.
    pub every: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    pub id: Option<String>,
    pub name: String,
    /// JSON text, as models write it.
    pub arguments: String,
}

/// Tokens; `input` holds everything, cache reads included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    pub input: u64,
    pub output: u64,
    pub cache_read: u64,
    pub reasoning: u64,
}

/// What the reply says of its usage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UsageReport {
    /// A token for each four bytes.
    #[default]
    Guessed,
    Given(Usage),
    /// The provider says nothing.
    Absent,
}

/// One thing that happens in a stream.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Text(String),
    Thinking(String),
    Tool(Tool),
    /// The end, with usage and whatever closes a stream of the dialect.
    Finish(Option<String>),
}

impl Reply {
    pub fn text(text: impl Into<String>) -> Self {
        Reply { text: text.into(), ..Reply::default() }
    }

    pub fn call(name: &str, arguments: &Value) -> Self {
        Reply { tools: vec![Tool { id: None, name: name.to_owned(), arguments: arguments.to_string() }], ..Reply::default() }
    }

    /// The reply as a stream tells it.
    pub fn items(&self) -> Vec<Item> {
        let pieces = self.pieces.clone().unwrap_or_else(|| words(&self.text));
        let mut items: Vec<Item> = words(&self.thinking).into_iter().map(Item::Thinking).collect();
        items.extend(pieces.into_iter().map(Item::Text));
        items.extend(self.tools.iter().cloned().map(Item::Tool));
        items.push(Item::Finish(self.finish.clone()));
        items
    }

    /// The usage to report for a request whose body has `asked` bytes.
    pub fn usage(&self, asked: usize) -> Option<Usage> {
        match self.usage {
            UsageReport::Given(usage) => Some(usage),
            UsageReport::Absent => None,
            UsageReport::Guessed => {
                let said = self.text.len() + self.tools.iter().map(|t| t.name.len() + t.arguments.len()).sum::<usize>();
                let reasoning = self.thinking.len().div_ceil(4) as u64;
                Some(Usage { input: asked.div_ceil(4) as u64, output: said.div_ceil(4).max(1) as u64 + reasoning, cache_read: 0, reasoning })
            }
        }
    }
}

/// Words with the space before them, about as tokens fall.
fn words(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for part in text.split_inclusive(' ') {
        let (word, space) = part.strip_suffix(' ').map_or((part, ""), |w| (w, " "));
        match pieces.last_mut() {
            Some(last) if last == " " => last.push_str(word),
            _ => pieces.push(word.to_owned()),
        }
        if !space.is_empty() {
            pieces.push(space.to_owned());
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_text_are_its_words_and_make_it_whole_again() {
        assert_eq!(words("it is  wet "), ["it", " is", " ", " wet", " "]);
        for text in ["", " ", "a", "héllo wörld 🌧", "  two  spaces  "] {
            assert_eq!(words(text).concat(), text);
        }
    }
}
