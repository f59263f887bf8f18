//! Models as data: limits, capabilities, prices, the day on which they end. Compiled in, read at first use.
//!
//! A price or a limit that the operator writes stands above the catalogue's; whoever asks puts them together.

mod model;
mod names;
mod parse;
mod price;
mod target;

use std::io::Read;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use flate2::read::GzDecoder;

pub use model::{Capabilities, Capability, Mode, Model};
pub use price::{Rate, Rates};
pub use target::Target;

/// `data.txt`, as the build packed it.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.gz"));

/// The models of all providers, sorted: providers, and names within a provider.
pub struct Catalog {
    providers: Vec<(&'static str, Range<usize>)>,
    entries: Vec<Entry>,
}

struct Entry {
    provider: &'static str,
    name: &'static str,
    line: &'static str,
    model: OnceLock<Option<Arc<Model>>>,
}

impl Entry {
    fn model(&self) -> Option<&Arc<Model>> {
        self.model.get_or_init(|| parse::parse(self.provider, self.name, self.line).ok().map(Arc::new)).as_ref()
    }
}

/// Takes about half a millisecond, once a process.
fn unpacked() -> &'static str {
    let mut text = String::new();
    match GzDecoder::new(PACKED).read_to_string(&mut text) {
        Ok(_) => text.leak(),
        Err(_) => unreachable!("the build packed it"),
    }
}

impl Catalog {
    /// The catalogue of this version. Its lines are split at the first call, a model is read when first asked for.
    pub fn builtin() -> &'static Catalog {
        static BUILTIN: OnceLock<Catalog> = OnceLock::new();
        BUILTIN.get_or_init(|| Catalog::read(unpacked()))
    }

    fn read(data: &'static str) -> Catalog {
        let mut catalog = Catalog { providers: Vec::new(), entries: Vec::with_capacity(data.len() / 80) };
        let mut provider = "";
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[') {
                provider = name.trim_end_matches(']');
                catalog.providers.push((provider, catalog.entries.len()..catalog.entries.len()));
            } else if let (Some((name, line)), Some((_, range))) = (line.split_once('\t'), catalog.providers.last_mut()) {
                catalog.entries.push(Entry { provider, name, line, model: OnceLock::new() });
                range.end = catalog.entries.len();
            }
        }
        catalog
    }

    /// What is known of a model of a provider, both named as the catalogue names providers (`together_ai`).
    ///
    /// Looks for, in this order: the name itself; without the provider's name or `models/` before it; without a full
    /// date behind it; a fine-tuned model (`ft:base:owner::id`) as `ft:base`, else as its base, whose price then
    /// is unknown.
    pub fn lookup(&self, provider: &str, model: &str) -> Option<Arc<Model>> {
        let entries = self.provider(provider);
        if let Some(found) = exact(entries, model) {
            return Some(found.clone());
        }
        if let Some(found) = names::forms(provider, model).find_map(|form| exact(entries, form)) {
            return Some(found.clone());
        }
        let base = names::tuned_base(model)?;
        let found = exact(entries, base).or_else(|| names::forms(provider, base).find_map(|form| exact(entries, form)))?;
        Some(Arc::new(Model { rates: None, ..Model::clone(found) }))
    }

    /// The providers that list a model which was named without one, in the catalogue's order.
    pub fn find_bare(&self, model: &str) -> Vec<&'static str> {
        self.providers.iter().map(|(name, _)| *name).filter(|provider| self.lookup(provider, model).is_some()).collect()
    }

    /// The listed name that is most like `name` among these providers' models, with its provider; `None` where nothing is near.
    pub fn nearest(&self, providers: &[&str], name: &str) -> Option<(&'static str, &'static str)> {
        let entries = providers.iter().flat_map(|provider| self.provider(provider));
        let scored = entries.map(|entry| (strsim::normalized_damerau_levenshtein(entry.name, name), entry));
        let (score, entry) = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
        (score >= 0.7).then_some((entry.provider, entry.name))
    }

    /// All models of a provider, in the order of their names.
    pub fn models(&self, provider: &str) -> impl Iterator<Item = &Arc<Model>> {
        self.provider(provider).iter().filter_map(Entry::model)
    }

    /// The names of the providers, sorted.
    pub fn providers(&self) -> impl Iterator<Item = &'static str> {
        self.providers.iter().map(|(name, _)| *name)
    }

    fn provider(&self, name: &str) -> &[Entry] {
        self.providers.binary_search_by(|(known, _)| (*known).cmp(name)).map_or(&[], |at| &self.entries[self.providers[at].1.clone()])
    }
}

fn exact<'a>(entries: &'a [Entry], name: &str) -> Option<&'a Arc<Model>> {
    entries.binary_search_by(|entry| entry.name.cmp(name)).ok().and_then(|at| entries[at].model())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_the_described_form_and_found_by_its_name() {
        let catalog = Catalog::builtin();
        assert!(catalog.entries.len() > 1_900);
        for entry in &catalog.entries {
            let model = entry.model().unwrap_or_else(|| panic!("{}/{}: {}", entry.provider, entry.name, entry.line));
            assert!(Arc::ptr_eq(model, &catalog.lookup(entry.provider, entry.name).unwrap()));
        }
        assert!(unpacked().len() < 250_000);
    }

    #[test]
    fn finds_a_dated_prefixed_or_tuned_name() {
        let catalog = Catalog::builtin();
        let name = |provider, model| catalog.lookup(provider, model).map(|m| m.name);
        assert_eq!(name("openai", "gpt-4o"), Some("gpt-4o"));
        assert_eq!(name("openai", "openai/gpt-4o"), Some("gpt-4o"));
        assert_eq!(name("openai", "gpt-4o-2031-01-31"), Some("gpt-4o"));
        assert_eq!(name("gemini", "models/gemini-2.5-pro"), Some("gemini-2.5-pro"));
        assert_eq!(name("openai", "ft:gpt-4o-2024-08-06:acme::x1"), Some("ft:gpt-4o-2024-08-06"));
        assert_eq!(name("openai", "gpt-4o-2031"), None);
        assert_eq!(name("nobody", "gpt-4o"), None);
    }

    #[test]
    fn a_tuned_model_that_is_not_listed_has_its_bases_limits_and_no_price() {
        let tuned = Catalog::builtin().lookup("openai", "ft:gpt-5-mini:acme::x1").unwrap();
        assert_eq!((tuned.name, tuned.context), ("gpt-5-mini", Some(272_000)));
        assert!(tuned.rates(0).is_none());
    }

    #[test]
    fn a_bare_name_finds_its_providers_and_a_mistyped_one_its_neighbour() {
        let catalog = Catalog::builtin();
        assert!(catalog.find_bare("gpt-5-mini").contains(&"openai"));
        assert_eq!(catalog.find_bare("no-such-model"), Vec::<&str>::new());
        assert_eq!(catalog.nearest(&["openai"], "gpt-5-mni"), Some(("openai", "gpt-5-mini")));
        assert_eq!(catalog.nearest(&["openai"], "zzzzzzzzzz"), None);
    }

    #[test]
    fn unknown_is_not_false() {
        let catalog = Catalog::builtin();
        let mini = catalog.lookup("openai", "gpt-5-mini").unwrap();
        assert_eq!(mini.can(Capability::Tools), Some(true));
        assert_eq!(mini.can(Capability::AudioInput), Some(false));
        assert_eq!(mini.can(Capability::ForcedTools), None);
    }
}
