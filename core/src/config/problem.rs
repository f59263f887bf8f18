//! What is wrong with a configuration: one `Problem` a place, all of them in `Problems`.

use super::tree::{Path, Place};
use crate::error::Error;

/// Something wrong (or worth a warning) in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The file, where there is one.
    pub file: Option<String>,
    /// From 1; 0 where the configuration came as data.
    pub line: u32,
    pub column: u32,
    /// `routes.chat.targets[1].provider`; empty for the whole file.
    pub path: String,
    pub message: String,
    /// The nearest valid name or the way out.
    pub help: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
        }
        if self.line > 0 {
            write!(f, "{}:{}: ", self.line, self.column)?;
        } else if self.file.is_some() {
            f.write_str(" ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

/// Everything that stops a configuration from loading, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, problem) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl From<Problems> for Error {
    fn from(problems: Problems) -> Error {
        let error = Error::config(problems.to_string());
        match problems.0.into_iter().next() {
            Some(first) if !first.path.is_empty() => error.at(first.path),
            _ => error,
        }
    }
}

/// What is wrong with one value, before its place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub help: Option<String>,
}

impl Fault {
    pub fn new(message: impl Into<String>) -> Self {
        Fault { message: message.into(), help: None }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.help {
            Some(help) => write!(f, "{}; {help}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Collects problems and warnings while a configuration is read.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub file: Option<String>,
    pub problems: Vec<Problem>,
    pub warnings: Vec<Problem>,
}

impl Report {
    pub fn new(file: Option<&str>) -> Self {
        Report { file: file.map(str::to_owned), ..Report::default() }
    }

    pub fn problem(&mut self, place: Place, path: &Path, fault: Fault) {
        let problem = self.place(place, path, fault);
        self.problems.push(problem);
    }

    pub fn warning(&mut self, place: Place, path: &Path, fault: Fault) {
        let warning = self.place(place, path, fault);
        self.warnings.push(warning);
    }

    fn place(&self, place: Place, path: &Path, fault: Fault) -> Problem {
        Problem { file: self.file.clone(), line: place.line, column: place.column, path: path.to_string(), message: fault.message, help: fault.help }
    }

    /// All problems in the order of the file, or else the warnings.
    pub fn finish(mut self) -> Result<Vec<Problem>, Problems> {
        let order = |p: &Problem| (p.line, p.column);
        self.problems.sort_by_key(order);
        self.warnings.sort_by_key(order);
        if self.problems.is_empty() { Ok(self.warnings) } else { Err(Problems(self.problems)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_prints_its_place_path_message_and_help_on_one_line() {
        let mut report = Report::new(Some("a.yaml"));
        let path = Path::top().key("routes").key("my chat").index(2);
        report.problem(Place { line: 3, column: 7 }, &path, Fault::new("unknown key `x`").help("did you mean `y`?"));
        report.problem(Place::default(), &Path::top(), Fault::new("cannot be read"));
        let problems = report.finish().unwrap_err();
        assert_eq!(problems.to_string(), "a.yaml: cannot be read\na.yaml:3:7: routes[\"my chat\"][2]: unknown key `x`; did you mean `y`?");
    }

    #[test]
    fn as_an_error_the_problems_are_its_message_and_the_first_path_its_path() {
        let mut report = Report::new(None);
        report.problem(Place::default(), &Path::top().key("a"), Fault::new("one"));
        report.problem(Place::default(), &Path::top().key("b"), Fault::new("two"));
        let error = Error::from(report.finish().unwrap_err());
        assert_eq!((error.kind(), error.message(), error.path()), (crate::ErrorKind::Config, "a: one\nb: two", Some("a")));
    }
}
