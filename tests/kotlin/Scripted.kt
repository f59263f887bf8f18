package io.polyroute.cases

import java.io.File
import java.net.Socket
import java.net.URI
import kotlinx.coroutines.delay
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** The scripted upstream of `tests/upstream` as a child process: scripts in, addresses out. Each [start] replaces those before. */
class Scripted(vararg arguments: String) : AutoCloseable {
    private val process = ProcessBuilder(BINARY, *(if (arguments.isEmpty()) arrayOf("--script", "-") else arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val said = process.inputStream.bufferedReader()
    private val told = process.outputStream.bufferedWriter()

    var urls: Map<String, String> = if (arguments.isEmpty()) emptyMap() else addresses()
        private set

    private fun addresses(): Map<String, String> {
        val line = parse(said.readLine() ?: error("the upstream has ended")) as JsonObject
        line["error"].text?.let { error(it) }
        return line.mapValues { it.value.text ?: error("an address is text") }
    }

    fun start(scripts: JsonElement): Map<String, String> {
        told.write("$scripts\n")
        told.flush()
        urls = addresses()
        return urls
    }

    /** What upstream [name] has seen: requests, count, beyond, holding, closed_early, open. */
    fun report(name: String): JsonElement = control(name, "GET", "/__requests")

    fun release(name: String): JsonElement = control(name, "POST", "/__release")

    suspend fun wait(name: String, isReached: (JsonElement) -> Boolean): JsonElement {
        while (true) {
            val report = report(name)
            if (isReached(report)) return report
            delay(5)
        }
    }

    suspend fun waitForHold(name: String) = wait(name) { (it["holding"].number ?: 0.0) > 0 }

    suspend fun waitForEarlyClose(name: String) = wait(name) { it["closed_early"].list.isNotEmpty() }

    /** Spoken without an HTTP client, whose connections would be counted. */
    private fun control(name: String, method: String, target: String): JsonElement {
        val address = URI(urls.getValue(name))
        Socket(address.host, address.port).use { socket ->
            socket.getOutputStream().write("$method $target HTTP/1.1\r\nhost: ${address.host}\r\nconnection: close\r\n\r\n".toByteArray())
            return parse(socket.getInputStream().readBytes().decodeToString().substringAfter("\r\n\r\n"))
        }
    }

    override fun close() {
        told.close()
        process.waitFor()
    }

    companion object {
        private val BINARY = System.getenv("POLYROUTE_UPSTREAM") ?: File(System.getProperty("polyroute.native"), "polyroute-upstream").path
    }
}
