package io.polyroute

import kotlin.coroutines.ContinuationInterceptor
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext

/**
 * Waits for the core. A caller without a dispatcher (`suspend fun main`) would go on where the answer is told, on a thread of the core's
 * own runtime, and could hold up every other call there.
 */
internal suspend fun <T> awaiting(block: suspend () -> T): T {
    val dispatcher = currentCoroutineContext()[ContinuationInterceptor]
    return raising {
        if (dispatcher == null || dispatcher === Dispatchers.Unconfined) withContext(Dispatchers.Default) { block() } else block()
    }
}
