//! What a caller says beside the body.

use std::collections::HashMap;
use std::time::Duration;

use polyroute::types::{CacheControl, CallOptions};

/// Who a call is for: five named labels and free tags. None of them goes upstream.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Labels {
    #[uniffi(default = None)]
    pub tenant: Option<String>,
    #[uniffi(default = None)]
    pub user: Option<String>,
    #[uniffi(default = None)]
    pub feature: Option<String>,
    #[uniffi(default = None)]
    pub session: Option<String>,
    #[uniffi(default = None)]
    pub experiment: Option<String>,
    #[uniffi(default)]
    pub tags: HashMap<String, String>,
}

impl From<Labels> for polyroute::types::Labels {
    fn from(labels: Labels) -> Self {
        let Labels { tenant, user, feature, session, experiment, tags } = labels;
        let mut tags: Vec<_> = tags.into_iter().collect();
        tags.sort();
        polyroute::types::Labels { tenant, user, feature, session, experiment, tags: tags.into_iter().collect() }
    }
}

/// What the caller wants of the cache.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum NativeCache {
    NoStore,
    Refresh,
    OnlyIfCached,
    MaxAge { milliseconds: u64 },
}

impl From<NativeCache> for CacheControl {
    fn from(cache: NativeCache) -> Self {
        match cache {
            NativeCache::NoStore => CacheControl::NoStore,
            NativeCache::Refresh => CacheControl::Refresh,
            NativeCache::OnlyIfCached => CacheControl::OnlyIfCached,
            NativeCache::MaxAge { milliseconds } => CacheControl::MaxAge(Duration::from_millis(milliseconds)),
        }
    }
}

/// The options of a typed call.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct NativeOptions {
    pub labels: Option<Labels>,
    pub cache: Option<NativeCache>,
    pub deadline_ms: Option<u64>,
    pub ticket: Option<String>,
}

impl From<NativeOptions> for CallOptions {
    fn from(options: NativeOptions) -> Self {
        CallOptions {
            labels: options.labels.unwrap_or_default().into(),
            cache: options.cache.map(Into::into).unwrap_or_default(),
            deadline: options.deadline_ms.map(Duration::from_millis),
            ticket: options.ticket,
            ..CallOptions::default()
        }
    }
}
