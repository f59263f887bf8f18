//! YAML → checked data. All problems at once, each with its place and a way out.

mod data;
pub mod presets;

pub use data::*;

/// Something wrong (or worth a warning) in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The file, where there is one.
    pub file: Option<String>,
    /// From 1; 0 where the configuration came as data.
    pub line: u32,
    pub column: u32,
    /// `routes.chat.targets[1].provider`
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
        write!(f, "{}: {}", if self.path.is_empty() { "(top level)" } else { &self.path }, self.message)?;
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

// Temporary, until the loader lands.
impl Config {
    pub fn from_environment() -> crate::Result<Config> {
        todo!()
    }
    pub fn from_file(_: &std::path::Path) -> crate::Result<Config> {
        todo!()
    }
    pub fn from_yaml(_: &str) -> crate::Result<Config> {
        todo!()
    }
    pub fn from_value(_: serde_json::Value) -> crate::Result<Config> {
        todo!()
    }
}

pub mod scalars {
    pub fn duration(_: &str) -> Result<std::time::Duration, String> {
        todo!()
    }
}
