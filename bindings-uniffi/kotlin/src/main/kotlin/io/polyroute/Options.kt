package io.polyroute

import kotlin.time.Duration

/**
 * What a caller says beside the body.
 *
 * @property deadline from now on, for the whole chain of tries
 * @property ticket of an approval
 */
data class CallOptions(
    val labels: Labels? = null,
    val cache: Cache? = null,
    val deadline: Duration? = null,
    val ticket: String? = null,
)

/** What the caller wants of the cache. */
sealed interface Cache {
    /** Neither look up nor store. */
    data object NoStore : Cache

    /** Do not look up, store the answer. */
    data object Refresh : Cache

    /** No provider is asked. */
    data object OnlyIfCached : Cache

    /** Answers that are not older. */
    data class MaxAge(val age: Duration) : Cache
}

internal fun CallOptions.native() =
    NativeOptions(labels, cache?.native(), deadline?.inWholeMilliseconds?.coerceAtLeast(0)?.toULong(), ticket)

private fun Cache.native(): NativeCache =
    when (this) {
        Cache.NoStore -> NativeCache.NoStore
        Cache.Refresh -> NativeCache.Refresh
        Cache.OnlyIfCached -> NativeCache.OnlyIfCached
        is Cache.MaxAge -> NativeCache.MaxAge(age.inWholeMilliseconds.coerceAtLeast(0).toULong())
    }
