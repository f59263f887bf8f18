//! Where a command writes: standard output and error, with colour on a terminal only.
//!
//! A reader that goes away (`polyroute schema | head`) is no failure: what cannot be written is dropped.

use std::io::{self, IsTerminal, Write};

pub(crate) struct Console {
    colour: bool,
}

/// What a piece of text means; the colour follows from it.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    Place,
    Bad,
    Doubtful,
    Good,
    Help,
}

impl Console {
    pub fn new() -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Console { colour: !plain && io::stdout().is_terminal() }
    }

    pub fn print(text: &str) {
        write(&mut io::stdout().lock(), text);
    }

    pub fn error(text: &str) {
        write(&mut io::stderr().lock(), text);
    }

    pub fn paint(&self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Place => "1",
            Tone::Bad => "31",
            Tone::Doubtful => "33",
            Tone::Good => "32",
            Tone::Help => "36",
        };
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

fn write(stream: &mut dyn Write, text: &str) {
    let line = if text.ends_with('\n') { "" } else { "\n" };
    let _ = write!(stream, "{text}{line}");
    let _ = stream.flush();
}
